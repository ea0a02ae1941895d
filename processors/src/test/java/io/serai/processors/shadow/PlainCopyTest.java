package io.serai.processors.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatRequest;
import io.serai.api.media.Blob;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainCopyTest {

    @Test
    void copy_ofARequest_sharesNothingThatCanBeChanged() {
        Map<String, Object> message = ChatRequest.message("user", "hi");
        Map<String, Object> request =
                ChatRequest.ofMessages(new ArrayList<>(List.of(message))).map();
        request.put("seed", null);

        Object copy = PlainCopy.of(request).orElseThrow();
        assertThat(copy).isEqualTo(request);
        message.put("content", "changed");
        request.remove("seed");

        assertThat(new ChatRequest((Map<String, Object>) copy).lastUserText()).isEqualTo("hi");
        assertThat((Map<String, Object>) copy).containsKey("seed");
    }

    @Test
    void copy_ofFilesAndTexts_keepsThem() {
        Blob blob = new Blob("a.wav", "audio/wav", new byte[3]);

        assertThat(PlainCopy.of(Map.of("file", blob)).orElseThrow()).isEqualTo(Map.of("file", blob));
        assertThat(PlainCopy.of("hi")).contains("hi");
    }

    @Test
    void copy_ofWhatCanBeReadOnce_isNone() {
        assertThat(PlainCopy.of(InputStream.nullInputStream())).isEmpty();
        assertThat(PlainCopy.of(new HashMap<>(Map.of("file", InputStream.nullInputStream()))))
                .isEmpty();
        assertThat(PlainCopy.of(null)).isEmpty();
    }
}
