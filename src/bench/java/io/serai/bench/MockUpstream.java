package io.serai.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The provider of the benchmark: answers {@code POST /v1/chat/completions} as OpenAI would, from prebuilt bytes ({@link MockAnswer}), and the
 * paths of Anthropic, Gemini and Bedrock as those ({@link ForeignDialect}).
 */
public final class MockUpstream extends AbstractVerticle {

    private static final String USAGE = "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":10,\"total_tokens\":22}";
    private static final Buffer PLAIN = Buffer.buffer("{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\","
            + "\"created\":1700000000,\"model\":\"bench-json\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\"The inn stands where the roads meet.~\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
            + USAGE + ",\"system_fingerprint\":\"fp_bench\"}");
    private static final Buffer FIRST = chunk("{\"role\":\"assistant\",\"content\":\"The~\"}", "null");
    private static final Buffer NEXT = chunk("{\"content\":\" road~\"}", "null");
    private static final Buffer FINISH = chunk("{}", "\"stop\"");
    private static final Buffer USAGE_EVENT =
            Buffer.buffer("data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
                    + "\"created\":1700000000,\"model\":\"bench-stream\",\"choices\":[]," + USAGE + "}\n\n");
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");
    private static final Buffer REFUSAL =
            Buffer.buffer("{\"error\":{\"message\":\"no such model, or 'stream' contradicts it\","
                    + "\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}");

    private final int port;

    private MockUpstream(int port) {
        this.port = port;
    }

    /** Serves on the loopback port given until standard input ends. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        Verticles.runUntilInputEnds(() -> new MockUpstream(port));
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> answer(request, body)))
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void answer(HttpServerRequest request, Buffer body) {
        byte[] bytes = body.getBytes();
        HttpServerResponse response = request.response();
        ForeignDialect.at(request.path(), bytes)
                .ifPresentOrElse(asked -> answer(response, asked), () -> answer(response, bytes, body));
    }

    private void answer(HttpServerResponse response, byte[] bytes, Buffer body) {
        MockAnswer.to(bytes)
                .ifPresentOrElse(
                        answer -> answer(response, answer, body), () -> json(response.setStatusCode(400), REFUSAL));
    }

    private static void answer(HttpServerResponse response, ForeignDialect.Asked asked) {
        ForeignDialect dialect = asked.dialect();
        MockAnswer.to(asked.model(), asked.streamed())
                .ifPresentOrElse(
                        answer -> {
                            if (answer.chunks() == 0) {
                                json(response, dialect.plain());
                            } else {
                                burst(response, answer.chunks(), dialect);
                            }
                        },
                        () -> json(response.setStatusCode(400), REFUSAL));
    }

    private static void burst(HttpServerResponse response, int chunks, ForeignDialect dialect) {
        response.setChunked(true).putHeader("Content-Type", dialect.streamType());
        for (int i = 0; i < chunks; i++) {
            response.write(i == 0 ? dialect.first() : dialect.next());
        }
        response.end(dialect.end());
    }

    private void answer(HttpServerResponse response, MockAnswer answer, Buffer body) {
        if (answer.chunks() > 0) {
            stream(response, answer, endOf(body));
        } else if (answer.millis() == 0) {
            json(response, PLAIN);
        } else {
            vertx.setTimer(answer.millis(), timer -> json(response, PLAIN));
        }
    }

    private static void json(HttpServerResponse response, Buffer body) {
        if (!response.closed()) {
            response.putHeader("Content-Type", "application/json").end(body);
        }
    }

    private void stream(HttpServerResponse response, MockAnswer answer, Buffer end) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
        if (answer.millis() == 0) {
            for (int i = 0; i < answer.chunks(); i++) {
                response.write(i == 0 ? FIRST : NEXT);
            }
            response.end(end);
            return;
        }
        response.write(FIRST);
        if (answer.chunks() == 1) {
            response.end(end);
            return;
        }
        paced(response, answer, end);
    }

    private void paced(HttpServerResponse response, MockAnswer answer, Buffer end) {
        int[] sent = {1};
        vertx.setPeriodic(answer.millis(), timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
                return;
            }
            sent[0]++;
            if (sent[0] < answer.chunks()) {
                response.write(NEXT);
            } else {
                vertx.cancelTimer(timer);
                response.write(NEXT);
                response.end(end);
            }
        });
    }

    private static Buffer endOf(Buffer body) {
        // As OpenAI: the usage of a stream comes only when asked for.
        boolean usage = body.length() < 4096 && body.toString().contains("\"include_usage\":true");
        Buffer end = Buffer.buffer().appendBuffer(FINISH);
        return (usage ? end.appendBuffer(USAGE_EVENT) : end).appendBuffer(DONE);
    }

    private static Buffer chunk(String delta, String finish) {
        return Buffer.buffer(
                "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                        + "\"model\":\"bench-stream\",\"system_fingerprint\":\"fp_bench\",\"choices\":[{\"index\":0,\"delta\":"
                        + delta
                        + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n");
    }
}
