package io.serai.providers.compatible;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What golden files can't say: which objects stay the same, and that what was asked is not changed. */
class RequestWriterTest {

    private static final String PLAIN =
            """
            {"messages": [{"role": "system", "content": "Be brief."},
              {"role": "user", "content": [{"type": "text", "text": "Hi"},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}]},
              {"role": "assistant", "content": "Hello"}, {"role": "user", "content": "Go on"}],
             "temperature": 0.5, "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]}""";

    static Stream<Wording> wordings() {
        return Stream.of(Wording.UNKNOWN, Wording.COMMON, Wording.OPENAI);
    }

    @ParameterizedTest
    @MethodSource("wordings")
    void request_thatNeedsNoChange_keepsItsMessagesAndTools(Wording wording) throws Exception {
        Map<String, Object> request = read(PLAIN);
        RequestWriter.Written written = RequestWriter.write(wording, request);
        assertThat(written.body().get("messages")).isSameAs(request.get("messages"));
        assertThat(written.body().get("tools")).isSameAs(request.get("tools"));
        assertThat(written.dropped()).isEmpty();
    }

    @Test
    void message_thatNeedsNoChange_isTheOneThatWasGiven() throws Exception {
        Map<String, Object> request = read(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"developer\",\"content\":\"x\"}]}");
        List<?> given = (List<?>) request.get("messages");
        List<?> told =
                (List<?>) RequestWriter.write(Wording.COMMON, request).body().get("messages");
        assertThat(told.get(0)).isSameAs(given.get(0));
        assertThat(((Map<?, ?>) told.get(1)).get("role")).isEqualTo("system");
        assertThat(((Map<?, ?>) given.get(1)).get("role")).isEqualTo("developer");
    }

    @Test
    void messages_thatAreNone_passForTheServiceToRefuse() throws Exception {
        Map<String, Object> request = read("{\"messages\":\"Hi\",\"extra_body\":[1],\"tools\":{}}");
        assertThat(RequestWriter.write(Wording.OPENAI, request).body()).isEqualTo(request);
        Map<String, Object> odd = read("{\"messages\":[1,null,{}],\"tools\":[2],\"reasoning\":3}");
        RequestWriter.Written written = RequestWriter.write(Wording.OPENAI, odd);
        assertThat(written.dropped()).containsExactly("reasoning");
        assertThat(written.body().get("messages")).isSameAs(odd.get("messages"));
    }

    @Test
    void shortId_isNineLettersAndDigits_andAlwaysTheSame() {
        assertThat(ShortIds.of("call_1")).matches("[A-Za-z0-9]{9}").isEqualTo(ShortIds.of("call_1"));
        assertThat(ShortIds.of("call_2")).isNotEqualTo(ShortIds.of("call_1"));
        assertThat(ShortIds.fits("D681PevKs")).isTrue();
        assertThat(ShortIds.fits("call_1234")).isFalse();
    }

    private static Map<String, Object> read(String json) throws Exception {
        return Json.standard().readObject(json.getBytes(StandardCharsets.UTF_8));
    }
}
