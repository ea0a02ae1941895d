// The providers' own JavaScript SDKs against a running gateway: node check.mjs http://127.0.0.1:8080
// Models are those of the simulated provider, so nothing is called but the gateway.
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";
import { FunctionCallingConfigMode, GoogleGenAI } from "@google/genai";
import OpenAI from "openai";

const base = process.argv[2] ?? "http://127.0.0.1:8080";
const openai = new OpenAI({ baseURL: `${base}/v1`, apiKey: "sk-none", maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: base, apiKey: "sk-none", maxRetries: 0 });
const gemini = new GoogleGenAI({ apiKey: "none", httpOptions: { baseUrl: base } });

const question = "Say something short about the sea.";
const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };

const checks = {
  "openai: chat": async () => {
    const answer = await openai.chat.completions.create({ model: "demo", messages: [{ role: "user", content: question }] });
    assert.ok(answer.choices[0].message.content.length > 0);
    assert.ok(answer.usage.total_tokens > 0);
  },
  "openai: chat, streamed": async () => {
    const stream = await openai.chat.completions.create({
      model: "demo",
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: "user", content: question }],
    });
    let text = "";
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.ok(text.length > 0);
    assert.ok(usage.completion_tokens > 0);
  },
  "openai: responses, streamed, then continued": async () => {
    const stream = openai.responses.stream({ model: "demo", input: question });
    const events = [];
    for await (const event of stream) {
      events.push(event);
    }
    assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, i) => i));
    assert.equal(events.at(-1).type, "response.completed");
    const first = await stream.finalResponse();
    assert.ok(first.output_text.length > 0);
    const next = await openai.responses.create({ model: "demo", input: "And the sky?", previous_response_id: first.id });
    assert.equal(next.status, "completed");
    assert.equal(next.previous_response_id, first.id);
  },
  "openai: a tool of responses": async () => {
    const answer = await openai.responses.create({
      model: "demo",
      input: "The weather in Oslo?",
      tool_choice: "required",
      tools: [{ type: "function", name: "get_weather", parameters: schema, strict: false }],
    });
    const call = answer.output.find((item) => item.type === "function_call");
    assert.equal(call.name, "get_weather");
    assert.equal(typeof JSON.parse(call.arguments).city, "string");
  },
  "openai: embeddings": async () => {
    const answer = await openai.embeddings.create({ model: "demo-embeddings", input: ["sea", "sky"] });
    assert.equal(answer.data.length, 2);
  },
  "openai: an unknown model": async () => {
    await assert.rejects(
      openai.chat.completions.create({ model: "nobody", messages: [{ role: "user", content: "Hi" }] }),
      (error) => error instanceof OpenAI.NotFoundError && error.code === "model_not_found",
    );
  },
  "anthropic: message": async () => {
    const answer = await anthropic.messages.create({
      model: "demo",
      max_tokens: 200,
      messages: [{ role: "user", content: question }],
    });
    assert.equal(answer.content[0].type, "text");
    assert.equal(answer.stop_reason, "end_turn");
    assert.ok(answer.usage.input_tokens > 0);
  },
  "anthropic: message, streamed": async () => {
    const stream = anthropic.messages.stream({
      model: "demo",
      max_tokens: 200,
      messages: [{ role: "user", content: question }],
    });
    const message = await stream.finalMessage();
    assert.ok(message.content[0].text.length > 0);
    assert.ok(message.usage.output_tokens > 0);
  },
  "anthropic: a tool, its result": async () => {
    const tools = [{ name: "get_weather", input_schema: schema }];
    const ask = { role: "user", content: "The weather in Oslo?" };
    const first = await anthropic.messages.create({
      model: "demo",
      max_tokens: 200,
      messages: [ask],
      tools,
      tool_choice: { type: "any" },
    });
    assert.equal(first.stop_reason, "tool_use");
    const call = first.content.find((block) => block.type === "tool_use");
    assert.equal(typeof call.input.city, "string");
    const second = await anthropic.messages.create({
      model: "demo",
      max_tokens: 200,
      tools,
      messages: [
        ask,
        { role: "assistant", content: first.content },
        { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "Rain" }] },
      ],
    });
    assert.equal(second.stop_reason, "end_turn");
  },
  "anthropic: count tokens": async () => {
    const count = await anthropic.messages.countTokens({ model: "demo", messages: [{ role: "user", content: question }] });
    assert.ok(count.input_tokens > 0);
  },
  "anthropic: an unknown model": async () => {
    await assert.rejects(
      anthropic.messages.create({ model: "nobody", max_tokens: 10, messages: [{ role: "user", content: "Hi" }] }),
      (error) => error instanceof Anthropic.NotFoundError && error.error.error.type === "not_found_error",
    );
  },
  "gemini: generate": async () => {
    const answer = await gemini.models.generateContent({ model: "demo", contents: question });
    assert.ok(answer.text.length > 0);
    assert.ok(answer.usageMetadata.totalTokenCount > 0);
  },
  "gemini: generate, streamed": async () => {
    let text = "";
    for await (const chunk of await gemini.models.generateContentStream({ model: "demo", contents: question })) {
      text += chunk.text ?? "";
    }
    assert.ok(text.length > 0);
  },
  "gemini: a function": async () => {
    const answer = await gemini.models.generateContent({
      model: "demo",
      contents: "The weather in Oslo?",
      config: {
        tools: [{ functionDeclarations: [{ name: "get_weather", parametersJsonSchema: schema }] }],
        toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
      },
    });
    assert.equal(answer.functionCalls[0].name, "get_weather");
    assert.equal(typeof answer.functionCalls[0].args.city, "string");
  },
  "gemini: embed": async () => {
    const answer = await gemini.models.embedContent({ model: "demo-embeddings", contents: ["sea", "sky"] });
    assert.equal(answer.embeddings.length, 2);
  },
  "gemini: count tokens": async () => {
    assert.ok((await gemini.models.countTokens({ model: "demo", contents: question })).totalTokens > 0);
  },
  "gemini: an unknown model": async () => {
    await assert.rejects(
      gemini.models.generateContent({ model: "nobody", contents: "Hi" }),
      (error) => error.status === 404 && error.message.includes("NOT_FOUND"),
    );
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`passed  ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
