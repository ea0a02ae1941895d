package io.serai.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.sse.SseEvent;
import io.serai.providers.http.Framing.OversizeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonFramingTest {

    private final NdjsonFraming framing = new NdjsonFraming(8);

    @Test
    void lines_areEventsWithoutTheirEnds() throws Exception {
        assertThat(after("{}\n\r\n \n{\"é\":1}\n{")).containsExactly("{}", "{\"é\":1}");
        assertThat(after("}\n")).containsExactly("{}");
    }

    @Test
    void line_withoutItsEnd_isNoEventYet() throws Exception {
        assertThat(after("{\"a\":1}")).isEmpty();
    }

    @Test
    void line_pastTheLimit_isRefused() throws Exception {
        assertThat(after("12345678\n12345678\n")).hasSize(2);
        assertThatThrownBy(() -> after("123456789")).isInstanceOf(OversizeException.class);
    }

    @Test
    void line_pastTheLimitInPieces_isRefused() throws Exception {
        after("12345");
        assertThatThrownBy(() -> after("6789")).isInstanceOf(OversizeException.class);
    }

    private List<String> after(String text) throws OversizeException {
        framing.add(text.getBytes(StandardCharsets.UTF_8));
        List<String> events = new ArrayList<>();
        for (SseEvent event = framing.poll(); event != null; event = framing.poll()) {
            events.add(event.text());
        }
        return events;
    }
}
