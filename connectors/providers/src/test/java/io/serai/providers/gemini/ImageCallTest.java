package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.media.Blob;
import io.serai.providers.http.Translation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCallTest {

    private static final Blob PICTURE = new Blob("a.png", "image/png", new byte[] {1, 2, 3});

    private final Map<String, Object> request = new LinkedHashMap<>(Map.of("prompt", "Make it blue"));

    @Test
    void edit_sendsItsImages_andDropsTheMask() throws Exception {
        request.put("image", List.of(PICTURE, PICTURE));
        request.put("mask", PICTURE);
        Translation call = Gemini.call(Operation.IMAGE, "gemini-2.5-flash-image", request);
        assertThat(Gemini.sent(call).get("contents"))
                .hasToString(
                        "[{role=user, parts=[{text=Make it blue},"
                                + " {inlineData={mimeType=image/png, data=AQID}}, {inlineData={mimeType=image/png, data=AQID}}]}]");
        assertThat(call.outgoing().dropped()).containsExactly("mask");
    }

    @Test
    void edit_byImagen_isRefused() {
        request.put("image", PICTURE);
        Translation call = Gemini.call(Operation.IMAGE, "imagen-4.0-generate-001", request);
        assertThatThrownBy(call::outgoing).hasMessageContaining("Imagen");
    }

    @ParameterizedTest
    @CsvSource({
        "1024x1024, {aspectRatio=1:1}",
        "1792x1024, {aspectRatio=16:9}",
        "1024x1536, {aspectRatio=2:3}",
        "2048x2048, '{aspectRatio=1:1, imageSize=2K}'",
        "4096x2304, '{aspectRatio=16:9, imageSize=4K}'"
    })
    void size_isTheNearestRatio(String size, String config) throws Exception {
        request.put("size", size);
        Map<String, Object> sent = Gemini.sent(Gemini.call(Operation.IMAGE, "gemini-3-pro-image", request));
        assertThat(((Map<?, ?>) sent.get("generationConfig")).get("imageConfig"))
                .hasToString(config);
    }

    @Test
    void size_thatIsNone_isDropped() {
        request.put("size", "large");
        assertThat(Gemini.call(Operation.IMAGE, "gemini-3-pro-image", request)
                        .outgoing()
                        .dropped())
                .containsExactly("size");
    }

    @Test
    void answer_withoutImage_isBadResponse() {
        Translation call = Gemini.call(Operation.IMAGE, "gemini-3-pro-image", request);
        Map<String, Object> said = Gemini.answer(List.of(Map.of("text", "No.")), "STOP");
        assertThatThrownBy(() -> call.answer(said, Gemini.HEAD)).hasMessageContaining("drew no image");
    }
}
