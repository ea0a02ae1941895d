package io.serai.providers.bedrock;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.Framing;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chat by <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">Converse</a> or <a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">ConverseStream</a>, or the tokens of one by
 * <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html">CountTokens</a>.
 */
final class ConverseCall implements Translation {

    private static final Map<String, String> EVENT_STREAM = Map.of("accept", "application/vnd.amazon.eventstream");

    private final Asked asked;
    private final BedrockErrors errors;
    private final Expected expected;
    private final Map<String, Object> body = new LinkedHashMap<>();
    private final Drops drops = new Drops();

    /** @param traits of the model, or of one that it is to be treated as */
    ConverseCall(Asked asked, ModelTraits traits, BedrockErrors errors) {
        this.asked = asked;
        this.errors = errors;
        Map<String, Object> request = asked.request();
        boolean counting = asked.operation() == Operation.COUNT_TOKENS;
        // What does not count is no loss.
        Drops lessImportant = counting ? new Drops() : drops;
        ToolNames names = new ToolNames();
        ToolPlan.Maker maker = new ToolPlan.Maker(request, traits, names, drops);
        List<Object> own = maker.own();
        Conversation conversation = new Conversation(request.get("messages"), traits, names, drops);
        StructuredOutput output = StructuredOutput.of(request, traits);
        ToolPlan tools = maker.plan(own, conversation, output);
        Thinking thinking = Thinking.of(request, traits, tools, conversation, lessImportant);
        Parameters parameters = new Parameters(request, traits, thinking, tools, lessImportant);
        body.put("messages", conversation.messages());
        if (!conversation.system().isEmpty()) {
            body.put("system", conversation.system());
        }
        if (!tools.config().isEmpty()) {
            body.put("toolConfig", tools.config());
        }
        if (counting) {
            if (!parameters.fields().isEmpty()) {
                body.put("additionalModelRequestFields", parameters.fields());
            }
        } else {
            if (output instanceof StructuredOutput.BySchema bySchema) {
                body.put("outputConfig", bySchema.config());
            }
            parameters.addTo(body);
        }
        this.expected = new Expected(
                asked.model(),
                Reasoning.format(traits),
                names,
                tools.answerTool(),
                tools.answersByToolAlone(),
                conversation.mayBeCited() || maker.hasServersTools()
                        ? Expected.Blocks.TOLD_VERBATIM
                        : Expected.Blocks.ALL_SAYABLE);
    }

    @Override
    public Outgoing outgoing() {
        if (asked.operation() == Operation.COUNT_TOKENS) {
            // It knows models, not the profiles by which they are called across regions.
            String model = ModelPath.withoutGeography(asked.model());
            byte[] bytes = Json.write(Map.of("input", Map.of("converse", body)));
            return new Outgoing(ModelPath.of(model, "count-tokens"), Map.of(), bytes, drops.paths());
        }
        boolean stream = asked.delivery() == Delivery.STREAM;
        return new Outgoing(
                ModelPath.of(asked.model(), stream ? "converse-stream" : "converse"),
                stream ? EVENT_STREAM : Map.of(),
                Json.write(body),
                drops.paths());
    }

    @Override
    public Map<String, Object> answer(Object answer, Head head) throws MalformedException {
        Map<String, Object> told = JsonObjects.object(answer);
        if (asked.operation() == Operation.COUNT_TOKENS) {
            if (!(told.get("inputTokens") instanceof Number tokens)) {
                throw new MalformedException("expected inputTokens to be a number");
            }
            return new LinkedHashMap<>(Map.of("input_tokens", tokens));
        }
        return new AnswerReader(expected).read(told, head);
    }

    @Override
    public Framing framing(int eventBytes) {
        return new EventStreamFraming(eventBytes);
    }

    @Override
    public Events events(Head head) {
        return new ConverseEvents(expected, head, errors::of);
    }
}
