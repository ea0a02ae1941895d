package io.serai.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.SeraiException;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorsTest {

    private final GeminiErrors errors = new GeminiErrors("test", List.of());

    @ParameterizedTest
    @CsvSource({"34.074824224s, 34074", "7s, 7000", "soon, -1", "xs, -1", "NaNs, -1", "99999999999s, 604800000"})
    void rateLimit_saysWhenToTryAgain(String delay, long millis) {
        SeraiException error = errors.of(refusal(delay, Optional.empty()));
        assertThat(error.retryAfter().map(Duration::toMillis).orElse(-1L)).isEqualTo(millis);
    }

    @Test
    void rateLimit_header_goesBeforeTheDetails() {
        assertThat(errors.of(refusal("34s", Optional.of("5"))).retryAfter()).contains(Duration.ofSeconds(5));
    }

    @Test
    void answer_withNeitherCandidateNorBlock_isMalformed() {
        Translation call = Gemini.chat(new LinkedHashMap<>());
        assertThatThrownBy(() -> call.answer(new LinkedHashMap<>(Map.of("modelVersion", "m")), Gemini.HEAD))
                .isInstanceOf(Translation.MalformedException.class);
    }

    @Test
    void answer_withoutIdAndUsage_hasASpareId() throws Exception {
        Map<String, Object> said = Gemini.answer(List.of(Map.of("text", "a")), "STOP");
        said.remove("responseId");
        said.remove("usageMetadata");
        assertThat(Gemini.chat(new LinkedHashMap<>()).answer(said, Gemini.HEAD))
                .containsEntry("id", "spare")
                .doesNotContainKey("usage");
    }

    private static Refusal refusal(String delay, Optional<String> retryAfter) {
        String body = "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":"
                + "[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}]}}";
        return new Refusal(
                429,
                name -> name.equals("retry-after") ? retryAfter : Optional.empty(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }
}
