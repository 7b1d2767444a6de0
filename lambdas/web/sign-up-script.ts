/**
 * Served to pages whose show asks for proof of work: solves ALTCHA's challenge (PBKDF2 with SHA-256 until the key
 * begins with the prefix) while the form is filled in. Nothing else on any page is done by script.
 */
export const SIGN_UP_SCRIPT = `'use strict';
const form = document.querySelector('form[data-challenge]');
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const solve = async (challenge) => {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const began = performance.now();
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const tail = new DataView(password.buffer, password.length - 4);
  for (let counter = 0; ; counter += 1) {
    tail.setUint32(0, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const rules = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(rules, key, keyLength * 8));
    const derivedKey = [...bits].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (derivedKey.startsWith(keyPrefix)) {
      const time = Math.round(performance.now() - began);
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey, time } }));
    }
  }
};
if (form) {
  let proof;
  const begin = () =>
    (proof ??= solve(JSON.parse(form.dataset.challenge)).then((solved) => (form.elements.altcha.value = solved)));
  form.addEventListener('focusin', begin, { once: true });
  form.addEventListener('submit', async (event) => {
    if (form.elements.altcha.value) return;
    event.preventDefault();
    const button = form.querySelector('button');
    button.textContent = form.dataset.working;
    button.setAttribute('aria-disabled', 'true');
    await begin();
    // Not within the event: a form that is being submitted cannot be submitted.
    setTimeout(() => form.requestSubmit());
  });
}
`;
