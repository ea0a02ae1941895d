package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.FaultServer;
import io.serai.providers.http.FaultServer.Connection;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider can do wrong after the first chunk. */
@Timeout(60)
class OpenAiBrokenStreamTest extends OpenAiFaultFixture {

    static Stream<Fault> midStream() {
        return Stream.of(
                broken("FIN", c -> {}),
                broken("RST", Connection::reset),
                broken("clean end of the body", Connection::lastChunk),
                new Fault("silence", Way.STREAM, ErrorKind.PROVIDER_TIMEOUT, firstChunk(Connection::awaitClosed)),
                broken("not JSON", c -> c.chunk("data: {\"id\":\n\n")),
                broken("a list", c -> c.chunk("data: []\n\n")),
                broken("a giant event", c -> {
                    for (int i = 0; i < 100; i++) {
                        c.chunk("data: " + "x".repeat(10_000));
                    }
                }),
                broken("a giant line", c -> {
                    for (int i = 0; i < 100; i++) {
                        c.chunk("x".repeat(10_000));
                    }
                }),
                broken("end before all choices are finished", c -> {
                    c.chunk("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
                    c.lastChunk();
                }),
                new Fault(
                        "error in a chunk",
                        Way.STREAM,
                        ErrorKind.PROVIDER_RATE_LIMITED,
                        firstChunk(
                                c -> c.chunk(
                                        "data: {\"error\":{\"code\":429,\"message\":\"x\"},\"choices\":[{\"finish_reason\":\"error\"}]}\n\n"))),
                new Fault(
                        "error event",
                        Way.STREAM,
                        ErrorKind.PROVIDER_UNAVAILABLE,
                        firstChunk(c -> c.chunk("event: error\ndata: {\"message\":\"overloaded\"}\n\n"))),
                new Fault(
                        "context of llama.cpp",
                        Way.STREAM,
                        ErrorKind.PROVIDER_CONTEXT_LENGTH,
                        firstChunk(
                                c -> c.chunk(
                                        "data: {\"error\":{\"code\":500,\"message\":\"x\",\"type\":\"exceed_context_size_error\"}}\n\n"))));
    }

    @ParameterizedTest
    @MethodSource("midStream")
    void fault_afterTheFirstChunk_breaksTheStream(Fault fault) {
        try (FaultServer server = new FaultServer(fault.script());
                ChatStream stream = open(server.url()).stream(call(SHORT))) {
            assertThat(text(stream.next())).isEqualTo("first");
            SeraiException failure = failure(() -> stream.forEachRemaining(chunk -> {}));
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(fault.kind());
            assertThat(server.requests()).hasSize(1);
        }
    }
}
