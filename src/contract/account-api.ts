/**
 * The moderators' own accounts: `/api/v1/account` and `/api/v1/session/…`. Only for somebody signed in at a browser.
 * Some changes need a confirmation of the last ten minutes, else 403 with `stepUp: true`.
 */

/** POST /session/code, after POST /session has answered `CodeNeeded`. 422 when it is wrong; 401: the password again. */
export interface CodeRequest {
  /** Of the app (six digits), or a recovery code. */
  code: string;
}

/** POST /session/step-up; the answer is a `SessionView` with a new CSRF token. 422 when it is wrong. */
export type StepUpRequest = { password: string } | { code: string };

/** GET /oidc: what the other service is called by which one can sign in at `/api/v1/oidc/start`; null: there is none. */
export interface OtherServiceView {
  name: string | null;
}

/** GET /session/step-up: by what one can confirm. Who has neither signs in again. */
export interface StepUpWays {
  password: boolean;
  code: boolean;
}

/** GET /account/second-factor. DELETE switches it off (204; 409 where it is required). */
export interface SecondFactorView {
  on: boolean;
  recoveryCodesLeft: number;
  /** Nobody may be without it. */
  required: boolean;
}

/** POST /account/second-factor: a new secret, which counts once POST …/confirm has brought a code of it. */
export interface SecondFactorStart {
  /** Base32, for apps that are typed into. */
  secret: string;
  /** `otpauth://…`, for the QR code. */
  uri: string;
}

/** POST /account/second-factor/confirm, and …/recovery-codes; the only time that they are told. */
export interface RecoveryCodes {
  codes: string[];
}

/** A kind of browser and what it runs on; null: unknown. */
export interface Device {
  browser: string | null;
  system: string | null;
}

/** GET /account/sessions. DELETE …/:id ends one (204), DELETE …/sessions all but the one that asks. */
export interface SessionListItem {
  id: string;
  device: Device;
  /** Shortened, such as 192.0.2.0/24. */
  network: string;
  createdAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  current: boolean;
}

/** POST /account/password; the answer is a `SessionView`, and all other sessions end. 422 when `current` is wrong. */
export interface PasswordRequest {
  current: string;
  password: string;
}
