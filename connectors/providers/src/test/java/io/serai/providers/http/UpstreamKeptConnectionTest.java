package io.serai.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that the server closes while they are kept, and calls that are sent again for it. */
@Timeout(60)
class UpstreamKeptConnectionTest extends UpstreamClientFixture {

    @Test
    void keptConnection_closedByTheServerAsTheRequestLeaves_isReplaced() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            if (c.number() > 1) {
                echoForEver(c);
            }
            // The first connection takes the second request, and closes on it.
            c.read();
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(call(server, "second")).isEqualTo("second");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void keptConnection_resetByTheServerAsTheRequestLeaves_isReplaced() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            if (c.number() > 1) {
                echoForEver(c);
            }
            c.read();
            c.reset();
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(call(server, "second")).isEqualTo("second");
        }
    }

    @Test
    void keptConnection_closedAfterEachAnswer_failsNoCall() {
        try (FaultServer server =
                new FaultServer(c -> c.answer(200, "", c.read().body()))) {
            for (int i = 0; i < 200; i++) {
                assertThat(call(server, "n" + i)).isEqualTo("n" + i);
            }
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void keptConnection_brokenAfterTheFirstByteOfTheAnswer_isNotAskedAgain() {
        try (FaultServer server = new FaultServer(c -> {
            c.answer(200, "", c.read().body());
            c.read();
            c.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf");
        })) {
            assertThat(call(server, "first")).isEqualTo("first");
            assertThat(failure(() -> call(server, "second")).kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void freshConnection_closedWithoutAnswer_isNotAskedAgain() {
        try (FaultServer server = new FaultServer(FaultServer.Connection::read)) {
            SeraiException failure = failure(() -> call(server, "once"));
            assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_UNAVAILABLE);
            assertThat(server.requests()).hasSize(1);
        }
    }
}
