package io.serai.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests and answers come to at most. */
class RequestSizeTest {

    private static final AnswerSize ANSWERS = new AnswerSize(4_096);

    private static Map<String, Object> chat(Object content) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", content)));
    }

    /** No token is shorter than a byte. */
    @Property(tries = 300)
    void bound_ofAnyText_isAtLeastItsBytes(@ForAll String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;

        assertThat(RequestSize.of(chat(text)).bound()).isGreaterThanOrEqualTo(bytes);
    }

    @Test
    void bound_ofAttachments_doesNotGoByTheirLength() {
        String data = "A".repeat(1_000_000);
        RequestSize image = RequestSize.of(chat(
                List.of(Map.of("type", "image_url", "image_url", Map.of("url", "data:image/png;base64," + data)))));
        RequestSize sound = RequestSize.of(
                chat(List.of(Map.of("type", "input_audio", "input_audio", Map.of("format", "wav", "data", data)))));
        RequestSize document = RequestSize.of(chat(
                List.of(Map.of("type", "file", "file", Map.of("file_data", "data:application/pdf;base64," + data)))));

        assertThat(image.attached()).isEqualTo(2_000);
        assertThat(sound.attached()).isEqualTo(10_001);
        assertThat(document.attached()).isBetween(250_000L, 251_000L);
        assertThat(List.of(image.text(), sound.text(), document.text())).allMatch(tokens -> tokens < 150);
    }

    @Test
    void bound_ofTokenIds_isTheirNumber() {
        assertThat(RequestSize.of(Map.of("model", "embedder", "input", List.of(1, 2, 3)))
                        .bound())
                .isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "CHAT, any, '', 4096",
        "CHAT, small, '', 1000",
        "CHAT, small, max_tokens=20, 20",
        "CHAT, any, max_tokens=20 max_completion_tokens=30, 30",
        "CHAT, any, max_tokens=20 n=3, 60",
        "CHAT, any, n=3, 12288",
        "CHAT, any, n=1000000 max_tokens=1, 128",
        "CHAT, any, max_tokens=-5, 4096",
        "EMBED, any, '', 0",
        "RERANK, any, '', 0",
        "MODERATE, any, '', 0",
        "PREDICT, any, '', 0",
        "COUNT_TOKENS, any, '', 0",
        "IMAGE, any, n=2, 12600",
        "TRANSCRIBE, any, '', 4096",
        "SPEECH, any, '', 4096",
    })
    void most_ofAnAnswer_isWhatItsRequestAllows(Operation operation, String model, String fields, long most) {
        Map<String, Object> request = new LinkedHashMap<>();
        for (String field : fields.split(" ")) {
            if (!field.isEmpty()) {
                request.put(
                        field.substring(0, field.indexOf('=')), Long.valueOf(field.substring(field.indexOf('=') + 1)));
            }
        }

        OptionalLong ofModel = model.equals("small") ? OptionalLong.of(1_000) : OptionalLong.empty();

        assertThat(ANSWERS.most(operation, request, ofModel)).isEqualTo(most);
    }
}
