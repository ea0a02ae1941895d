package io.serai.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import io.serai.providers.http.FaultServer;
import io.serai.providers.spi.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a stream goes on, and what its end leaves behind. */
@Timeout(60)
class OpenAiStreamEndTest extends OpenAiFaultFixture {

    @Test
    void stream_readToItsEnd_leavesTheConnectionForTheNext() {
        try (FaultServer server = new FaultServer(c -> {
            while (true) {
                c.read();
                c.streamHead();
                c.chunk(event("first"));
                c.chunk(finish() + "data: [DONE]\n\n");
                c.lastChunk();
            }
        })) {
            for (int i = 0; i < 50; i++) {
                List<String> texts = new ArrayList<>();
                open(server.url()).stream(call(SHORT)).forEachRemaining(chunk -> texts.add(text(chunk)));
                assertThat(texts).containsExactly("first", "");
                await().pollDelay(Duration.ZERO)
                        .untilAsserted(() -> assertThat(http.open()).isZero());
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void stream_closedEarly_abortsTheUpstreamConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(firstChunk(c -> {
            c.awaitClosed();
            closed.countDown();
        }))) {
            ChatStream stream = open(server.url()).stream(call(Timeouts.DEFAULT));
            stream.close();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void isReady_tellsWhetherTheNextChunkIsThere() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        try (FaultServer server = new FaultServer(firstChunk(c -> {
                    c.chunk("data: {\"id\"");
                    more.await();
                    c.chunk(":\"2\",\"choices\":[]}\n\n");
                    c.awaitClosed();
                }));
                ChatStream stream = open(server.url()).stream(call(Timeouts.DEFAULT))) {
            assertThat(stream.isReady()).isTrue();
            stream.next();
            assertThat(stream.isReady()).isFalse();
            more.countDown();
            await().until(stream::isReady);
            assertThat(stream.next()).containsEntry("id", "2");
        }
    }

    @Test
    void comments_whileNoTokenComes_doNotStopTheClockOfTheFirstToken() {
        try (FaultServer server = new FaultServer(c -> {
            c.read();
            c.streamHead();
            for (int i = 0; i < 100_000; i++) {
                c.chunk(": still thinking\n\n");
            }
            c.awaitClosed();
        })) {
            SeraiException failure = failure(() -> open(server.url()).stream(call(SHORT)));
            assertThat(failure).hasMessage("provider 'acme' took longer than 600 ms for the first token");
        }
    }
}
