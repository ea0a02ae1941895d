package io.serai.providers.anthropic;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">stream of events</a> as canonical chunks. */
final class MessagesEvents implements Translation.Events {

    /** What has to be remembered of a block until it ends. */
    private static final class Block {
        final String type;
        final int call;
        final int start;
        final @Nullable StreamedBlock whole;
        final List<Object> citations = new ArrayList<>(0);
        boolean empty = true;

        /** @param start of its text in the message's, in code points */
        Block(String type, int call, int start, @Nullable StreamedBlock whole) {
            this.type = type;
            this.call = call;
            this.start = start;
            this.whole = whole;
        }
    }

    /** A block whose input is the answer. */
    private static final String ANSWER = "answer";

    private final MessagesRequest request;
    private final AnthropicErrors errors;
    private final long created;
    private final boolean ownBlocks;
    private final Map<Object, Block> blocks = new HashMap<>(4);
    private final MessagesUsage usage = new MessagesUsage();
    private @Nullable Supplier<Usage> used;
    private final Map<String, Object> further = new LinkedHashMap<>(0);
    private Map<?, ?> ending = Map.of();
    private ChatEnvelope envelope;
    private int calls;
    private int length;
    private boolean answered;
    private boolean begun;

    MessagesEvents(MessagesRequest request, AnthropicErrors errors, long created, String model) {
        this.request = request;
        this.errors = errors;
        this.created = created;
        this.ownBlocks = request.leadsToOwnBlocks();
        this.envelope = new ChatEnvelope("", created, model);
    }

    @Override
    public @Nullable List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        used = null;
        if (data.length == 0 || type.equals("ping")) {
            return List.of();
        }
        Map<String, Object> event = JsonObjects.of(data);
        // Not all that speak this API name their events.
        return switch (MessagesAnswer.word(event, "type")) {
            case "content_block_delta" -> delta(event);
            case "content_block_start" -> start(event);
            case "content_block_stop" -> stop(event);
            case "message_start" -> begin(event);
            case "message_delta" -> ending(event);
            case "message_stop" -> {
                if (!begun) {
                    throw new Translation.MalformedException("expected message_start, found message_stop");
                }
                yield null;
            }
            case "error" -> throw errors.event(event);
            default -> List.of();
        };
    }

    /** Never: {@code message_stop} ends it. */
    @Override
    public boolean isComplete() {
        return false;
    }

    private List<Map<String, Object>> begin(Map<String, Object> event) {
        if (begun || !(event.get("message") instanceof Map<?, ?> message)) {
            return List.of();
        }
        begun = true;
        String model = MessagesAnswer.word(message, "model");
        envelope = new ChatEnvelope(
                MessagesAnswer.word(message, "id"), created, model.isEmpty() ? envelope.model() : model);
        uses(message.get("usage"));
        message.forEach((name, value) -> further.put(String.valueOf(name), value));
        return chunk(ChatDelta.role());
    }

    private List<Map<String, Object>> start(Map<String, Object> event) {
        if (!(event.get("content_block") instanceof Map<?, ?> content)) {
            return List.of();
        }
        String type = MessagesAnswer.word(content, "type");
        boolean answer =
                type.equals("tool_use") && MessagesAnswer.word(content, "name").equals(request.answerTool());
        Block block = new Block(answer ? ANSWER : type, calls, length, ownBlocks ? new StreamedBlock(content) : null);
        Object index = event.get("index");
        blocks.put(String.valueOf(index), block);
        return switch (block.type) {
            case "text" -> {
                if (content.get("citations") instanceof List<?> citations) {
                    block.citations.addAll(citations);
                }
                yield text(MessagesAnswer.word(content, "text"));
            }
            case "thinking" ->
                thought(index, MessagesAnswer.word(content, "thinking"), MessagesAnswer.word(content, "signature"));
            case "redacted_thinking" ->
                chunk(ChatDelta.reasoning(
                        MessagesAnswer.redacted(number(index), MessagesAnswer.word(content, "data"))));
            case "tool_use" -> call(content, block);
            case ANSWER -> {
                answered = true;
                yield text(begunInput(content, block));
            }
            default -> List.of();
        };
    }

    private List<Map<String, Object>> call(Map<?, ?> content, Block block) {
        String name = request.names().original(MessagesAnswer.word(content, "name"));
        calls++;
        return chunk(
                ChatDelta.toolCall(block.call, MessagesAnswer.word(content, "id"), name, begunInput(content, block)));
    }

    /** Some send the input whole with the block's start; Anthropic sends an empty object there. */
    private static String begunInput(Map<?, ?> content, Block block) {
        if (content.get("input") instanceof Map<?, ?> input && !input.isEmpty()) {
            block.empty = false;
            return MessagesAnswer.json(input);
        }
        return "";
    }

    private List<Map<String, Object>> delta(Map<String, Object> event) {
        Object index = event.get("index");
        Block block = blocks.get(String.valueOf(index));
        if (block == null || !(event.get("delta") instanceof Map<?, ?> delta)) {
            return List.of();
        }
        if (block.whole != null) {
            block.whole.add(delta);
        }
        return switch (MessagesAnswer.word(delta, "type")) {
            case "text_delta" -> text(MessagesAnswer.word(delta, "text"));
            case "input_json_delta" -> input(block, MessagesAnswer.word(delta, "partial_json"));
            case "thinking_delta" -> thought(index, MessagesAnswer.word(delta, "thinking"), "");
            case "signature_delta" -> thought(index, "", MessagesAnswer.word(delta, "signature"));
            case "citations_delta" -> {
                if (delta.get("citation") != null) {
                    block.citations.add(delta.get("citation"));
                }
                yield List.of();
            }
            default -> List.of();
        };
    }

    private List<Map<String, Object>> input(Block block, String piece) {
        if (piece.isEmpty()) {
            return List.of();
        }
        return switch (block.type) {
            case "tool_use" -> {
                block.empty = false;
                yield chunk(ChatDelta.toolArguments(block.call, piece));
            }
            case ANSWER -> {
                block.empty = false;
                yield text(piece);
            }
            default -> List.of();
        };
    }

    private List<Map<String, Object>> thought(@Nullable Object index, String text, String signature) {
        if (text.isEmpty() && signature.isEmpty()) {
            return List.of();
        }
        ReasoningDetail detail = MessagesAnswer.thought(number(index), text, signature);
        return chunk(ChatDelta.reasoning(detail));
    }

    private List<Map<String, Object>> text(String piece) {
        if (piece.isEmpty()) {
            return List.of();
        }
        length += piece.codePointCount(0, piece.length());
        return chunk(ChatDelta.text(piece));
    }

    private List<Map<String, Object>> stop(Map<String, Object> event) throws Translation.MalformedException {
        Block block = blocks.remove(String.valueOf(event.get("index")));
        if (block == null) {
            return List.of();
        }
        List<Map<String, Object>> chunks = new ArrayList<>(1);
        if (block.empty && block.type.equals("tool_use")) {
            chunks.addAll(chunk(ChatDelta.toolArguments(block.call, "{}")));
        } else if (block.empty && block.type.equals(ANSWER)) {
            chunks.addAll(text("{}"));
        }
        List<Object> annotations = Citations.annotations(block.citations, block.start, length - block.start);
        if (!annotations.isEmpty()) {
            chunks.addAll(chunk(Map.of("annotations", annotations)));
        }
        if (block.whole != null) {
            chunks.addAll(chunk(Map.of("native", Map.of(AssistantTurn.NATIVE, List.of(block.whole.whole())))));
        }
        return chunks;
    }

    private List<Map<String, Object>> ending(Map<String, Object> event) {
        uses(event.get("usage"));
        if (event.get("delta") instanceof Map<?, ?> delta) {
            ending = delta;
            delta.forEach((name, value) -> further.put(String.valueOf(name), value));
        }
        event.forEach((name, value) -> {
            if (!name.equals("delta")) {
                further.put(name, value);
            }
        });
        return List.of();
    }

    private void uses(@Nullable Object told) {
        usage.add(told);
        if (told != null) {
            Usage soFar = usage.usage();
            used = () -> soFar;
        }
    }

    @Override
    public @Nullable Supplier<Usage> used() {
        return used;
    }

    /** Why the answer ended, and what it used. */
    @Override
    public List<Map<String, Object>> rest() {
        List<Map<String, Object>> chunks = new ArrayList<>(3);
        String refusal = MessagesAnswer.explanation(ending);
        if (refusal != null) {
            chunks.addAll(chunk(ChatDelta.refusal(refusal)));
        }
        StopReason reason = StopReason.of(ending.get("stop_reason"), answered && calls == 0);
        Map<String, Object> finish = envelope.finish(0, reason.finish());
        MessagesAnswer.ending(ending, reason, choice(finish));
        chunks.add(finish);
        Map<String, Object> last = envelope.usage(usage.usage());
        MessagesAnswer.further(further, usage, last);
        chunks.add(last);
        return chunks;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> choice(Map<String, Object> chunk) {
        return ((List<Map<String, Object>>) chunk.getOrDefault("choices", List.of())).get(0);
    }

    private List<Map<String, Object>> chunk(Map<String, Object> delta) {
        return List.of(envelope.chunk(0, delta));
    }

    private static int number(@Nullable Object index) {
        return index instanceof Number number ? number.intValue() : 0;
    }
}
