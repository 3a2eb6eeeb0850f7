// While a page is being translated: looks now and then whether it is ready, and shows it then.
const ACCEPTED = 202;
const LOOK_EVERY = 1500;
const LOOKS = 100;

async function isReady() {
  try {
    const response = await fetch(location.href, { method: "HEAD", cache: "no-store", redirect: "manual" });
    return response.status !== ACCEPTED;
  } catch {
    return false; // no network just now
  }
}

async function look(left) {
  if (await isReady()) location.reload();
  else if (left) setTimeout(look, LOOK_EVERY, left - 1);
}

setTimeout(look, LOOK_EVERY / 3, LOOKS);
