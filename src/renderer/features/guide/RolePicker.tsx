import { Check, CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { roles } from '../../../shared/apple/roles.js';
import { type Advice, offeredRoles, type Task, tasks, type User, users } from '../../../shared/words/role-picker.js';
import { saveGuide } from '../../state/settings.js';
import * as texts from '../../words/guide.js';

/** Largest first, as App Store Connect lists them. */
const listed = [...offeredRoles].reverse();

export function RolePicker({ who, wanted, advice }: { readonly who: User; readonly wanted: readonly Task[]; readonly advice: Advice }) {
  const toggle = (task: Task) => saveGuide({ tasks: wanted.includes(task) ? wanted.filter((one) => one !== task) : [...wanted, task] });
  const Glyph = wanted.length > 0 || who === 'me' ? CircleCheck : CircleDashed;
  return (
    <section>
      <h2 id="guide-task">{texts.whatWillItDo}</h2>
      <fieldset className="picks" aria-labelledby="guide-task">
        {(Object.keys(tasks) as Task[]).map((task) => (
          <Pick key={task} on={wanted.includes(task)} onClick={() => toggle(task)}>
            {tasks[task].label}
          </Pick>
        ))}
      </fieldset>
      <h2 id="guide-who">{texts.whoWillUseIt}</h2>
      <fieldset className="picks" aria-labelledby="guide-who">
        {(Object.keys(users) as User[]).map((user) => (
          <Pick key={user} on={who === user} onClick={() => saveGuide({ who: user })}>
            {users[user]}
          </Pick>
        ))}
      </fieldset>
      <div className="advice" role="status">
        <Glyph className={`icon ${Glyph === CircleCheck ? 'is-good' : 'is-unknown'}`} aria-hidden />
        <p>
          <strong>{advice.choose}</strong> <span className="dim">{advice.why}</span>
          {advice.kind === 'team' ? <span className="dim"> {texts.reachesAllApps}</span> : null}
        </p>
      </div>
    </section>
  );
}

function Pick({ on, onClick, children }: { readonly on: boolean; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="pick" aria-pressed={on} onClick={onClick}>
      {on ? <Check className="icon" aria-hidden /> : null}
      {children}
    </button>
  );
}

export function RoleTable({ picked }: { readonly picked: readonly string[] }) {
  return (
    <table className="roles">
      <thead>
        <tr>
          <th scope="col">{texts.role}</th>
          <th scope="col">{texts.whatItCanDo}</th>
          <th scope="col">{texts.goodFor}</th>
        </tr>
      </thead>
      <tbody>
        {listed.map((role) => (
          <tr key={role} className={picked.includes(role) ? 'is-pick' : ''}>
            <th scope="row">
              {roles[role].name}
              {picked.includes(role) ? <span className="sr">{texts.recommended}</span> : null}
            </th>
            <td>{roles[role].can}</td>
            <td>{roles[role].goodFor}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
