package io.serai.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatCollector;
import io.serai.api.chat.ChatResponse;
import io.serai.api.chat.Usage;
import io.serai.api.error.ErrorKind;
import io.serai.api.json.Json;
import io.serai.gateway.faults.Fault.Form;
import io.serai.gateway.faults.Fault.Outcome;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a caller got. */
record Received(HttpResponse<String> response, Form form) {

    private static final String DATA = "data: ";
    private static final String DONE = "[DONE]";

    void is(Outcome expected) throws Exception {
        assertThat(response.body()).doesNotContain("127.0.0.1", "nowhere", "<html", "log in", "sk-test");
        switch (expected) {
            case Outcome.Answered answered -> answered(answered.text());
            case Outcome.Refused refused -> refused(refused);
            case Outcome.Cut cut -> cut(cut);
        }
    }

    private void answered(String text) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(new ChatResponse(answer()).text()).isEqualTo(text);
        if (form == Form.STREAMED) {
            assertThat(frames()).filteredOn(DONE::equals).hasSize(1);
            assertThat(frames()).last().isEqualTo(DONE);
        }
    }

    private void refused(Outcome.Refused expected) throws Exception {
        assertThat(response.statusCode())
                .as(response.body())
                .isEqualTo(expected.kind().status());
        error(json(response.body()), expected.kind());
        assertThat(response.headers().firstValue("retry-after")).isEqualTo(expected.retryAfter());
    }

    private void cut(Outcome.Cut expected) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(form).isEqualTo(Form.STREAMED);
        List<String> frames = frames();
        assertThat(new ChatResponse(collected(frames.subList(0, frames.size() - 1))).text())
                .isEqualTo(expected.text());
        error(json(frames.get(frames.size() - 1)), expected.kind());
    }

    private static void error(Map<String, Object> body, ErrorKind kind) {
        assertThat(body.get("error")).isInstanceOf(Map.class);
        Map<?, ?> error = (Map<?, ?>) body.get("error");
        assertThat(error.get("type")).as("type of %s", error).isEqualTo(kind.type());
        assertThat(error.get("message")).asString().isNotBlank();
        if (kind.name().startsWith("PROVIDER")) {
            assertThat(error.get("code")).as("code of %s", error).isNotNull();
        }
    }

    /** An answer tells the bill of all attempts. */
    void told(int tokens, int attempts) throws Exception {
        if (response.statusCode() == 200 && !response.body().contains("\"error\"")) {
            assertThat(Usage.in(answer()).orElseThrow().totalTokens()).isEqualTo(tokens);
            assertThat(response.headers().firstValue("x-serai-attempts")).hasValue("" + attempts);
        }
    }

    private Map<String, Object> answer() throws Exception {
        return form == Form.WHOLE ? json(response.body()) : collected(frames());
    }

    private static Map<String, Object> collected(List<String> frames) throws Exception {
        ChatCollector collector = new ChatCollector();
        for (String frame : frames) {
            if (!frame.equals(DONE)) {
                collector.add(json(frame));
            }
        }
        return collector.answer();
    }

    private List<String> frames() {
        return response.body()
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return (Map<String, Object>) Json.standard().read(bytes, 0, bytes.length);
    }
}
