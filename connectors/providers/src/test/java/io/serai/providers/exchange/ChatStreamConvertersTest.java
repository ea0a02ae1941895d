package io.serai.providers.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.ChatStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChatStreamConvertersTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final Map<String, Object> ANSWER =
            ChatResponse.ofText("m", "Zoë 東京").map();

    static {
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @Test
    void stream_toMap_isTheWholeAnswer() {
        assertThat(CONTEXT.getTypeConverter().convertTo(Map.class, ChatStream.of(ANSWER)))
                .isEqualTo(ANSWER);
    }

    @Test
    void stream_toString_isItsEvents() {
        String events = CONTEXT.getTypeConverter().convertTo(String.class, ChatStream.of(ANSWER));

        assertThat(events.lines().filter(line -> !line.isEmpty()).toList())
                .allMatch(line -> line.startsWith("data: "))
                .last()
                .isEqualTo("data: [DONE]");
        assertThat(events).contains("Zoë 東京");
    }

    @Test
    void stream_toInputStream_hasTheSameBytesHoweverTheyAreRead() throws Exception {
        byte[] whole = CONTEXT.getTypeConverter()
                .convertTo(String.class, ChatStream.of(ANSWER))
                .getBytes(UTF_8);
        for (int size = 1; size < 40; size++) {
            try (InputStream input = CONTEXT.getTypeConverter().convertTo(InputStream.class, ChatStream.of(ANSWER))) {
                byte[] read = new byte[whole.length];
                int count = 0;
                for (int n = input.read(read, 0, size);
                        n >= 0;
                        n = input.read(read, count, Math.min(size, read.length - count))) {
                    count += n;
                    if (count == read.length) {
                        break;
                    }
                }
                assertThat(read).isEqualTo(whole);
                assertThat(input.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void inputStream_frameThatIsThere_isNotHeldBackForTheNext() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        ChatStream source = new ChatStream() {
            @Override
            protected @Nullable Map<String, Object> read() {
                return asked.incrementAndGet() < 3 ? Map.of("n", asked.get()) : null;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        InputStream input = CONTEXT.getTypeConverter().convertTo(InputStream.class, source);
        byte[] first = new byte[8192];
        int count = input.read(first);
        input.close();

        assertThat(new String(first, 0, count, UTF_8)).isEqualTo("data: {\"n\":1}\n\n");
        assertThat(asked).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void converters_areFoundByCamel() {
        assertThat(List.of(Map.class, String.class, InputStream.class))
                .allMatch(type -> CONTEXT.getTypeConverterRegistry().lookup(type, ChatStream.class) != null);
    }
}
