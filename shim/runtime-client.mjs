// runtime-client.mjs: a Node.js runtime client for `sparta invoke'.
//
//     node runtime-client.mjs MODULE.FUNCTION
//
// Asks the Runtime API at $AWS_LAMBDA_RUNTIME_API for invocations and gives
// them to the handler, as the managed runtime's own client (aws-lambda-ric)
// does, so that nothing need be installed.
// SPDX-License-Identifier: MIT

import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

// The status, the headers and the body that METHOD of PATH is answered with.
function exchange(method, path, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, headers,
      path: "/2018-06-01/runtime/" + path }, async (response) => {
      const parts = [];
      for await (const part of response)
        parts.push(part);
      resolve({ status: response.statusCode, headers: response.headers,
        body: Buffer.concat(parts) });
    });
    request.on("error", reject);
    request.end(body);
  });
}

function post(path, value, type) {
  const body = JSON.stringify(value) ?? "null";
  return exchange("POST", path, body, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    ...(type && { "Lambda-Runtime-Function-Error-Type": type }),
  });
}

function postError(path, error) {
  const e = error instanceof Error ? error : new Error(String(error));
  return post(path, { errorType: e.name, errorMessage: e.message,
    trace: e.stack.split("\n") }, e.name);
}

function parse(text) {
  return text === undefined ? undefined : JSON.parse(text);
}

function contextOf(headers) {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    clientContext: parse(headers["lambda-runtime-client-context"]),
    identity: parse(headers["lambda-runtime-cognito-identity"]),
    tenantId: headers["lambda-runtime-aws-tenant-id"],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

async function load(name) {
  const [module, ...rest] = name.split(".");
  const file = path.resolve(process.env.LAMBDA_TASK_ROOT, module + ".js");
  const handler = (await import(pathToFileURL(file)))[rest.join(".")];
  if (typeof handler !== "function")
    throw Object.assign(new Error(`${name} is undefined or not exported`),
      { name: "Runtime.HandlerNotFound" });
  return handler;
}

async function serve(handler) {
  for (;;) {
    const { headers, body } = await exchange("GET", "invocation/next");
    const id = `invocation/${headers["lambda-runtime-aws-request-id"]}`;
    process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"] ?? "";
    try {
      const event = JSON.parse(body.toString());
      await post(`${id}/response`, await handler(event, contextOf(headers)));
    } catch (error) {
      await postError(`${id}/error`, error);
    }
  }
}

let handler;
try {
  handler = await load(process.argv[2]);
} catch (error) {
  await postError("init/error", error);
  process.exit(1);
}
try {
  await serve(handler);
} catch (error) {
  console.error(`the Runtime API: ${error.message}`);
  process.exit(1);
}
