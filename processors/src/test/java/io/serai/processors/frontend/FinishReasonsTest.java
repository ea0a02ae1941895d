package io.serai.processors.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * The right half of {@code src/docs/finish-reasons.md}: what each front end tells of the answers that the left half speaks of, which a test
 * of the providers holds.
 */
class FinishReasonsTest {

    private static final Path PAGE = Path.of("../src/docs/finish-reasons.md");
    private static final int LEFT = 4;

    /** How a front end is called, and where it says why an answer ended. */
    private record FrontEnd(String name, String path, String request, List<Object> word) {}

    private static final String MESSAGES = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private static final List<FrontEnd> FRONT_ENDS = List.of(
            new FrontEnd("openai-chat", "/v1/chat/completions", MESSAGES + "}", List.of("choices", 0, "finish_reason")),
            new FrontEnd("responses", "/v1/responses", "{\"model\":\"m\",\"input\":\"Hi\"}", List.of("status")),
            new FrontEnd("anthropic", "/v1/messages", MESSAGES + ",\"max_tokens\":9}", List.of("stop_reason")),
            new FrontEnd(
                    "gemini",
                    "/v1beta/models/m:generateContent",
                    "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}",
                    List.of("candidates", 0, "finishReason")),
            new FrontEnd("ollama", "/api/chat", MESSAGES + ",\"stream\":false}", List.of("done_reason")));

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void page_saysWhatEachFrontEndTells() throws Exception {
        List<String> page = Files.readAllLines(PAGE);
        List<String> expected = new ArrayList<>();
        for (String line : page) {
            expected.add(line.startsWith("|") ? row(cells(line)) : line);
        }
        if ("write".equals(System.getProperty("serai.docs"))) {
            Files.writeString(PAGE, String.join("\n", expected) + "\n");
        }
        assertThat(Files.readAllLines(PAGE))
                .as("src/docs/finish-reasons.md; run this test with -Dserai.docs=write")
                .isEqualTo(expected);
    }

    private String row(List<String> cells) throws Exception {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells.subList(0, LEFT)) {
            row.append(cell.isEmpty() ? " |" : cell.equals("---") ? "---|" : " " + cell + " |");
        }
        for (FrontEnd frontEnd : FRONT_ENDS) {
            if (cells.get(0).equals("---")) {
                row.append("---|");
            } else if (cells.get(0).equals("provider")) {
                row.append(' ').append(frontEnd.name()).append(" |");
            } else {
                row.append(" `").append(told(frontEnd, answer(cells))).append("` |");
            }
        }
        return row.toString();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    /** The canonical answer that a row's left half speaks of. */
    private static Map<String, Object> answer(List<String> cells) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", "A");
        if (cells.get(1).endsWith("and calls")) {
            message.put(
                    "tool_calls",
                    List.of(Map.of(
                            "id", "t1", "type", "function", "function", Map.of("name", "f", "arguments", "{}"))));
        }
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message);
        choice.put("finish_reason", cells.get(2).replace("`", ""));
        if (!cells.get(3).isEmpty()) {
            choice.put("native_finish_reason", cells.get(3).replace("`", ""));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", "1");
        answer.put("object", "chat.completion");
        answer.put("created", 1);
        answer.put("model", "m");
        answer.put("choices", List.of(choice));
        answer.put("usage", Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2));
        return answer;
    }

    private String told(FrontEnd frontEnd, Map<String, Object> answer) throws Exception {
        FrontEndCandidate candidate = ServiceLoader.load(FrontEndCandidate.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(frontEnd.name()))
                .findFirst()
                .orElseThrow();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, frontEnd.path());
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(frontEnd.request().getBytes(StandardCharsets.UTF_8));
        candidate.reader(frontEnd.path()).process(exchange);
        exchange.getMessage().setBody(answer);
        candidate.writer(frontEnd.path()).process(exchange);
        Map<String, Object> told =
                Json.standard().readObject((byte[]) exchange.getMessage().getBody());
        Object word = told;
        for (Object step : frontEnd.word()) {
            word = word instanceof List<?> list ? list.get((Integer) step) : ((Map<?, ?>) word).get(step);
        }
        return told.get("incomplete_details") instanceof Map<?, ?> why ? word + ": " + why.get("reason") : word + "";
    }
}
