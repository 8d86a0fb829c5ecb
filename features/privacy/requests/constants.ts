/** What somebody can ask for. */
export const requestTypes = ['access', 'portability', 'rectification', 'restriction', 'objection', 'erasure'] as const;

/** How far a request is. `received` waits for the identity to be confirmed; the last three are ends. */
export const requestStates = ['received', 'verified', 'approved', 'running', 'done', 'refused', 'cancelled'] as const;

export const openStates = ['received', 'verified', 'approved', 'running'] as const;

/** Types that hand out or destroy a person's data: a second person must approve them. */
export const fourEyesTypes = ['access', 'portability', 'erasure'] as const;

export const proofs = ['email_code', 'signed_in', 'call', 'document', 'other'] as const;

export const origins = ['staff', 'api', 'form'] as const;

/** Why a request may be refused (Art. 11, 12(5), 15(4), 17(3), 21(1) GDPR). */
export const refusalGrounds = [
  'identity_not_proven',
  'unfounded',
  'excessive',
  'legal_obligation',
  'legal_claims',
  'freedom_of_expression',
  'public_interest',
  'rights_of_others',
  'other',
] as const;

/** The jobs that carry a request out; their handlers belong to the access package and to erasure. */
export const PACKAGE_JOB = 'privacy.access-package';
export const ERASE_JOB = 'privacy.erase';

/** Sends a message to whoever asked. */
export const NOTIFY_JOB = 'privacy.notify-subject';
export const notices = ['identity', 'extended', 'refused', 'nothing_held', 'done', 'lifted'] as const;

export const REQUESTS_A_PAGE = 50;
export const NOTE_LENGTH = 2000;
export const REASON_LENGTH = 1000;

/** The key in `settings` that switches the public form off. */
export const FORM_SETTING = 'privacy_form';

/** The code that the public form sends: eight digits are 26 bits. */
export const CODE_DIGITS = 8;
export const CODE_MINUTES = 10;
export const CODE_TRIES = 3;
