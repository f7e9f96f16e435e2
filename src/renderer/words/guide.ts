export const stepOf = (isLast: boolean, step: number, total: number): string =>
  `${isLast ? 'Here' : 'In App Store Connect'}, step ${step} of ${total}`;
export const inTheWay = 'When something is in the way';
export const getAKey = 'Get a key';
export const opensInYourBrowser = 'Opens in your browser';
export const openAppStoreConnect = 'Open App Store Connect';
export const whatWillItDo = 'What will it do?';
export const whoWillUseIt = 'Who will use it?';
export const reachesAllApps = 'A team key reaches all apps of the team.';
export const role = 'Role';
export const whatItCanDo = 'What it can do';
export const goodFor = 'Good for';
export const recommended = ', recommended';
export const done = 'Done: ';
export const now = 'Now: ';
export const steps = 'Steps';
export const startOver = 'Start over';
export const nextStep = 'Next step';
