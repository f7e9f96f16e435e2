import { ExternalLink } from 'lucide-react';
import { guideLink, guideSteps } from '../../../shared/words/guide.js';
import { recommend, type Task, tasks } from '../../../shared/words/role-picker.js';
import { Button } from '../../components/Button.js';
import { Page } from '../../components/Page.js';
import { api } from '../../lib/api.js';
import { useApp } from '../../state/app.js';
import * as texts from '../../words/guide.js';
import { CommonErrors } from './CommonErrors.js';
import { RolePicker, RoleTable } from './RolePicker.js';
import { Steps } from './Steps.js';

/** The way to a key: a checklist that remembers where the user is, and which key to make. */
export function GuidePane() {
  const guide = useApp(({ now }) => now?.settings.guide);
  if (!guide) return null;
  const wanted = guide.tasks.filter((task): task is Task => Object.hasOwn(tasks, task));
  const advice = recommend(guide.who, wanted);
  const steps = guideSteps[advice.kind];
  const step = Math.min(guide.step, steps.length - 1);
  const isLast = step === steps.length - 1;
  return (
    <Page
      title={texts.getAKey}
      lead={<span>{texts.stepOf(isLast, step + 1, steps.length)}</span>}
      actions={
        <Button
          look={isLast ? 'plain' : 'primary'}
          icon={<ExternalLink className="icon" aria-hidden />}
          title={texts.opensInYourBrowser}
          onClick={() => void api.app.openLink({ link: guideLink[advice.kind] })}
        >
          {texts.openAppStoreConnect}
        </Button>
      }
    >
      <div className="column guide">
        <Steps steps={steps} step={step} />
        <div>
          <RolePicker who={guide.who} wanted={wanted} advice={advice} />
          <RoleTable picked={advice.kind === 'team' ? advice.roles : []} />
        </div>
        <CommonErrors />
      </div>
    </Page>
  );
}
