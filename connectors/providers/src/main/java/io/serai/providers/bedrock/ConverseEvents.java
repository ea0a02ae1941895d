package io.serai.providers.bedrock;

import io.serai.api.chat.ChatDelta;
import io.serai.api.chat.ChatEnvelope;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.providers.bedrock.BlockStream.Kind;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The events of one streamed answer (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html">ConverseStreamOutput</a>):
 * {@code messageStart}, blocks that each have a start (text has none), deltas and a stop, {@code messageStop}, and {@code metadata} with the
 * usage.
 */
final class ConverseEvents implements Translation.Events {

    private final Expected expected;
    private final BiFunction<String, byte[], SeraiException> errors;
    private final ChatEnvelope envelope;
    private final Map<Integer, BlockStream> blocks = new LinkedHashMap<>(4);
    private final List<Map<String, Object>> chunks = new ArrayList<>(2);
    /** Text that is of no account if the answer comes as a tool's input. */
    private final StringBuilder heldBack = new StringBuilder(0);

    private boolean begun;
    private boolean stopped;
    private boolean complete;
    private boolean answered;
    private int textLength;
    private int calls;
    private int thoughts;

    /** @param errors what an exception's name and body mean */
    ConverseEvents(Expected expected, Head head, BiFunction<String, byte[], SeraiException> errors) {
        this.expected = expected;
        this.errors = errors;
        this.envelope = expected.envelope(head, "");
    }

    @Override
    public List<Map<String, Object>> chunks(String type, byte[] data) throws Translation.MalformedException {
        if (type.startsWith(EventStreamFraming.EXCEPTION)) {
            throw errors.apply(type.substring(EventStreamFraming.EXCEPTION.length()), data);
        }
        if (type.equals(EventStreamFraming.CORRUPT)) {
            throw new Translation.MalformedException("its checksum does not match");
        }
        chunks.clear();
        switch (type) {
            case "messageStart" -> begin();
            case "contentBlockStart" -> start(JsonObjects.of(data));
            case "contentBlockDelta" -> delta(JsonObjects.of(data));
            case "contentBlockStop" -> stop(index(JsonObjects.of(data)));
            case "messageStop" -> messageStop(JsonObjects.of(data));
            case "metadata" -> metadata(JsonObjects.of(data));
            default -> {}
        }
        return chunks.isEmpty() ? List.of() : new ArrayList<>(chunks);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            chunks.add(envelope.chunk(0, ChatDelta.role()));
        }
    }

    private void tell(Map<String, Object> delta) {
        begin();
        chunks.add(envelope.chunk(0, delta));
    }

    private void start(Map<String, Object> event) {
        Map<String, Object> start = event.get("start") instanceof Map<?, ?> given ? cast(given) : new LinkedHashMap<>();
        BlockStream block = new BlockStream(start, textLength);
        blocks.put(index(event), block);
        if (start.get("toolUse") instanceof Map<?, ?> use) {
            toolUse(use, block);
        } else if (start.containsKey("image")) {
            block.kind = Kind.IMAGE;
        } else if (!start.isEmpty()) {
            block.kind = Kind.OTHER;
        }
    }

    private void toolUse(Map<?, ?> use, BlockStream block) {
        if (Expected.isServers(use)) {
            block.kind = Kind.OTHER;
        } else if (expected.isAnswer(String.valueOf(use.get("name")))) {
            block.kind = answered ? Kind.OTHER : Kind.ANSWER;
            answered = true;
        } else {
            block.kind = Kind.TOOL_CALL;
            block.number = calls++;
            String name = expected.names().fromBedrock(String.valueOf(use.get("name")));
            tell(ChatDelta.toolCall(block.number, String.valueOf(use.get("toolUseId")), name));
        }
    }

    private void delta(Map<String, Object> event) {
        if (!(event.get("delta") instanceof Map<?, ?> delta)) {
            return;
        }
        BlockStream block = blocks.computeIfAbsent(index(event), i -> new BlockStream(Map.of(), textLength));
        if (delta.get("text") instanceof String words) {
            text(words, block);
        } else if (delta.get("toolUse") instanceof Map<?, ?> use) {
            if (use.get("input") instanceof String piece && !piece.isEmpty()) {
                input(piece, block);
            }
        } else if (delta.get("reasoningContent") instanceof Map<?, ?> thought) {
            reasoning(thought, block);
        } else if (delta.get("citation") instanceof Map<?, ?> citation) {
            block.kind = Kind.TEXT;
            block.citations.add(citation);
        } else if (delta.get("toolResult") instanceof List<?> pieces) {
            block.resulted(pieces);
        } else if (delta.get("image") instanceof Map<?, ?> image && image.get("source") != null) {
            block.source = image.get("source");
        }
    }

    private void text(String words, BlockStream block) {
        block.kind = Kind.TEXT;
        if (expected.blocks() == Expected.Blocks.TOLD_VERBATIM) {
            block.text.append(words);
        }
        if (expected.answersByToolAlone()) {
            heldBack.append(words);
        } else if (!words.isEmpty()) {
            textLength += words.codePointCount(0, words.length());
            tell(ChatDelta.text(words));
        }
    }

    private void input(String piece, BlockStream block) {
        block.text.append(piece);
        if (block.kind == Kind.TOOL_CALL) {
            tell(ChatDelta.toolArguments(block.number, piece));
        } else if (block.kind == Kind.ANSWER) {
            tell(ChatDelta.text(piece));
        }
    }

    private void reasoning(Map<?, ?> piece, BlockStream block) {
        if (block.kind != Kind.REASONING) {
            block.kind = Kind.REASONING;
            block.number = thoughts++;
        }
        if (expected.blocks() == Expected.Blocks.TOLD_VERBATIM) {
            block.thought(piece);
        }
        ReasoningDetail detail = Reasoning.detail(piece, expected.reasoningFormat(), block.number);
        if (detail != null) {
            tell(ChatDelta.reasoning(detail));
        }
    }

    private void stop(int index) throws Translation.MalformedException {
        BlockStream block = blocks.remove(index);
        if (block == null) {
            return;
        }
        if (block.text.isEmpty() && block.kind == Kind.TOOL_CALL) {
            // A call without arguments has no pieces.
            tell(ChatDelta.toolArguments(block.number, "{}"));
        } else if (block.text.isEmpty() && block.kind == Kind.ANSWER) {
            tell(ChatDelta.text("{}"));
        } else if (!block.citations.isEmpty()) {
            tell(Map.of("annotations", Citations.annotations(block.citations, block.textFrom, textLength)));
        } else if (block.kind == Kind.IMAGE) {
            Map<String, Object> image = AnswerReader.image(block.format(), block.source);
            if (image != null) {
                tell(Map.of("images", List.of(image)));
            }
        }
        if (expected.blocks() == Expected.Blocks.TOLD_VERBATIM) {
            Map<String, Object> whole = block.whole();
            if (whole != null) {
                tell(Map.of("native", Map.of(Conversation.NATIVE, List.of(whole))));
            }
        }
    }

    private void messageStop(Map<String, Object> event) throws Translation.MalformedException {
        for (Integer index : new ArrayList<>(blocks.keySet())) {
            stop(index);
        }
        begin();
        if (!answered && !heldBack.isEmpty()) {
            // A guardrail answers in the model's stead, with text.
            tell(ChatDelta.text(heldBack.toString()));
        }
        if (stopped) {
            return;
        }
        stopped = true;
        StopReason reason = StopReason.of(event.get("stopReason"), calls);
        Map<String, Object> finish = envelope.finish(0, reason.finishReason());
        if (finish.get("choices") instanceof List<?> choices && choices.get(0) instanceof Map<?, ?> choice) {
            reason.addTo(cast(choice), event.get("additionalModelResponseFields"));
        }
        AnswerReader.further(event, finish);
        chunks.add(finish);
    }

    private void metadata(Map<String, Object> event) {
        Usage usage = ConverseUsage.of(event.get("usage"));
        if (stopped && usage != null) {
            complete = true;
            Map<String, Object> last = envelope.usage(usage);
            AnswerReader.further(event, last);
            chunks.add(last);
        }
    }

    private static int index(Map<String, Object> event) {
        return event.get("contentBlockIndex") instanceof Number number ? number.intValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
