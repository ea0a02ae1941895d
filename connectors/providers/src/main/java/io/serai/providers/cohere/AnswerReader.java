package io.serai.providers.cohere;

import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.ToolCall;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.http.Translator.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole answer (<a href="https://docs.cohere.com/reference/chat#response">response</a>). Used once. */
final class AnswerReader {

    private final String model;
    private final Optional<String> answerTool;
    private final CohereErrors errors;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder(0);
    private final List<Object> details = new ArrayList<>(0);
    private final List<Object> calls = new ArrayList<>(0);

    /** @param answerTool whose call is the answer */
    AnswerReader(String model, Optional<String> answerTool, CohereErrors errors) {
        this.model = model;
        this.answerTool = answerTool;
        this.errors = errors;
    }

    Map<String, Object> read(Map<String, Object> body, Head head) throws MalformedException {
        if (!(body.get("message") instanceof Map<?, ?> said)) {
            if (body.get("message") instanceof String) {
                throw errors.event(body);
            }
            throw new MalformedException("expected message to be an object");
        }
        plan(said.get(Reasoning.PLAN));
        content(said.get("content"));
        toolCalls(said.get("tool_calls"));
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("message", message(said));
        EndOfAnswer end = EndOfAnswer.of(body.get("finish_reason"), calls.size(), body.get("error"), errors);
        choice.put("finish_reason", end.finishReason());
        end.addTo(choice);
        Map<String, Object> logprobs = Logprobs.of(body.get("logprobs"));
        if (logprobs != null) {
            choice.put("logprobs", logprobs);
        }
        return envelope(body.get("id"), head, model).answer(List.of(choice), BilledUsage.ofChat(body.get("usage")));
    }

    /** Where an answer names no id, that of the request as Cohere's support knows it. */
    static ChatEnvelope envelope(@Nullable Object id, Head head, String model) {
        String named = id instanceof String text
                ? text
                : head.header().apply("x-debug-trace-id").orElse("");
        return new ChatEnvelope(named, head.receivedAt().getEpochSecond(), model);
    }

    /** A citation in Cohere's own words: it cites documents and results of tools, which OpenAI has no word for. */
    static Map<String, Object> annotation(Object citation) {
        Map<String, Object> annotation = new LinkedHashMap<>(4);
        annotation.put("type", "citation");
        annotation.put("citation", citation);
        return annotation;
    }

    private void plan(@Nullable Object plan) {
        if (plan instanceof String words && !words.isEmpty()) {
            thought(Reasoning.plan(details.size(), words));
        }
    }

    private void content(@Nullable Object content) {
        if (content instanceof String words) {
            text.append(words);
        } else if (content instanceof List<?> parts) {
            for (Object element : parts) {
                if (element instanceof Map<?, ?> part) {
                    part(part);
                }
            }
        }
    }

    private void part(Map<?, ?> part) {
        if (part.get("thinking") instanceof String thinking && !thinking.isEmpty()) {
            thought(Reasoning.thought(details.size(), thinking));
        } else if (part.get("text") instanceof String words) {
            text.append(words);
        }
    }

    private void thought(ReasoningDetail detail) {
        detail.readable().ifPresent(reasoning::append);
        details.add(detail.map());
    }

    private void toolCalls(@Nullable Object given) {
        if (!(given instanceof List<?> list)) {
            return;
        }
        for (Object element : list) {
            if (element instanceof Map<?, ?> map && map.get("function") instanceof Map<?, ?> function) {
                String name = String.valueOf(function.get("name"));
                String arguments = arguments(function.get("arguments"));
                if (answerTool.filter(name::equals).isPresent()) {
                    text.append(arguments);
                } else {
                    calls.add(ToolCall.of(String.valueOf(map.get("id")), name, arguments)
                            .map());
                }
            }
        }
    }

    /** A tool without parameters is called without arguments, of which clients expect an object. */
    static String arguments(@Nullable Object given) {
        return given instanceof String text && !text.isBlank() ? text : "{}";
    }

    private Map<String, Object> message(Map<?, ?> said) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.toString());
        if (!details.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
            message.put(ReasoningDetail.MEMBER, details);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        if (said.get("citations") instanceof List<?> citations && !citations.isEmpty()) {
            List<Object> annotations = new ArrayList<>(citations.size());
            citations.forEach(citation -> annotations.add(annotation(citation)));
            message.put("annotations", annotations);
        }
        return message;
    }
}
