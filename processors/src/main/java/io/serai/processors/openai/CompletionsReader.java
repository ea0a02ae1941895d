package io.serai.processors.openai;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.error.CallerException;
import io.serai.api.json.Json;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code POST /v1/completions} (<a href="https://platform.openai.com/docs/api-reference/completions/create">source</a>), the
 * older way to ask a model. Leaves a {@code List} of chat requests, one for each prompt, so that a route says in the open how they
 * are called, here one after the other:
 *
 * <pre>{@code
 * - process: {ref: openai-completions-reader}
 * - split:
 *     simple: "${body}"
 *     aggregationStrategy: openai-completions-aggregation
 *     stopOnException: true
 *     steps:
 *       - to: "model:*"
 * - process: {ref: openai-completions-writer}
 * }</pre>
 *
 * <p>A single prompt streams as it comes. Of several, none is told before the last has its answer.
 */
public final class CompletionsReader implements Processor {

    private static final int MAX_PROMPTS = 128;

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        RequestRules.COMPLETIONS.check(request, Path.REQUEST);
        Prompts prompts = prompts(request);
        refuseWhatChatCannotDo(request, prompts);
        boolean several = prompts.texts().size() > 1;
        List<Object> requests = new ArrayList<>(prompts.texts().size());
        for (String prompt : prompts.texts()) {
            Map<String, Object> chat = chatRequest(request, prompt);
            if (several) {
                chat.remove("stream");
                chat.remove("stream_options");
            }
            requests.add(chat);
        }
        exchange.getMessage().setBody(requests);
        RequestHeaders.set(exchange, Operation.CHAT, Asked.of(new ChatRequest(request)));
        exchange.setProperty(Prompts.PROPERTY, prompts);
        if (several) {
            exchange.getMessage().setHeader(CallNames.STREAM, false);
        }
    }

    private static Prompts prompts(Map<String, Object> request) {
        int choices = request.get("n") instanceof Number n ? n.intValue() : 1;
        Prompts.Echo echo = Boolean.TRUE.equals(request.get("echo")) ? Prompts.Echo.ON : Prompts.Echo.OFF;
        return new Prompts(texts(request.get("prompt")), choices, echo);
    }

    private static List<String> texts(@Nullable Object prompt) {
        if (prompt == null) {
            throw CallerException.badField("prompt", "`prompt` is required.");
        }
        if (prompt instanceof String text) {
            return List.of(text);
        }
        if (!(prompt instanceof List<?> list) || list.isEmpty() || list.size() > MAX_PROMPTS) {
            throw CallerException.badField(
                    "prompt", "`prompt` must be a string or an array of 1 to " + MAX_PROMPTS + " strings.");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw CallerException.badField(
                        "prompt",
                        "`prompt` must be a string or an array of strings, found " + Json.kindOf(element)
                                + " in the array; tokens are not supported.");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Prompts are asked as messages, so what needs the bare text of a completion model has no counterpart. */
    private static void refuseWhatChatCannotDo(Map<String, Object> request, Prompts prompts) {
        if (request.get("suffix") instanceof String suffix && !suffix.isEmpty()) {
            throw CallerException.badField("suffix", "`suffix` is not supported.");
        }
        if (request.get("best_of") instanceof Number best && best.intValue() != prompts.choices()) {
            throw CallerException.badField("best_of", "`best_of` is only supported where it equals `n`.");
        }
        if (prompts.echo() == Prompts.Echo.ON && request.get("logprobs") != null) {
            throw CallerException.badField("logprobs", "`logprobs` is not supported together with `echo`.");
        }
    }

    private static Map<String, Object> chatRequest(Map<String, Object> request, String prompt) {
        Map<String, Object> chat = new LinkedHashMap<>();
        request.forEach((name, value) -> {
            switch (name) {
                case "prompt" -> chat.put("messages", List.of(ChatRequest.message("user", prompt)));
                case "suffix", "best_of", "echo" -> {}
                case "logprobs" -> {
                    if (value != null) {
                        chat.put("logprobs", true);
                        chat.put("top_logprobs", value);
                    }
                }
                default -> chat.put(name, value);
            }
        });
        return chat;
    }
}
