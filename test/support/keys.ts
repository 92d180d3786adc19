import { deriveKeys } from '../../src/domain/keys.js';

/** Keys of tests that put a part of the desk together by hand. */
export const TEST_KEYS = deriveKeys('a secret of the tests, long enough');
