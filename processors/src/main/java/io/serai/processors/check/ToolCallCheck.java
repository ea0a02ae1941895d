package io.serai.processors.check;

import io.serai.api.chat.ToolCall;
import io.serai.api.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Whether each tool call is one that the request allows: a tool that it offers, arguments of the tool's own schema, and as many calls as
 * its {@code tool_choice} and {@code parallel_tool_calls} want. An answer in words passes where no call is required.
 */
public final class ToolCallCheck implements Check {

    @Override
    public String name() {
        return "tool-calls";
    }

    @Override
    public Verdict verdict(Draft draft, Exchange exchange) {
        Map<String, Object> request = draft.request();
        List<ToolCall> calls = draft.calls();
        Optional<ToolChoice> choice = ToolChoice.of(request.get("tool_choice"));
        Optional<ToolChoice.Mode> mode = choice.map(ToolChoice::mode);
        if (calls.isEmpty()) {
            return Verdict.of(!mode.equals(Optional.of(ToolChoice.Mode.REQUIRED)), "expected a tool call, found none");
        }
        if (mode.equals(Optional.of(ToolChoice.Mode.NONE))) {
            return Verdict.failed("expected no tool call, found " + calls.size());
        }
        if (calls.size() > 1 && Boolean.FALSE.equals(request.get("parallel_tool_calls"))) {
            return Verdict.failed("expected one tool call, found " + calls.size());
        }
        List<String> allowed = choice.map(ToolChoice::names).orElse(List.of());
        for (ToolCall call : calls) {
            Verdict verdict = verdict(call, request, allowed);
            if (!verdict.passed()) {
                return verdict;
            }
        }
        return Verdict.PASSED;
    }

    /** Names that a model has made up are not repeated. */
    private static Verdict verdict(ToolCall call, Map<String, Object> request, List<String> allowed) {
        Optional<Map<String, Object>> tool = tool(request, call.name());
        if (tool.isEmpty() || (!allowed.isEmpty() && !allowed.contains(call.name()))) {
            return Verdict.failed("it calls a tool that was not offered");
        }
        Optional<Map<String, Object>> arguments = call.arguments();
        if (arguments.isEmpty()) {
            return Verdict.failed("the arguments of '" + call.name() + "' are no JSON object");
        }
        if (!(tool.get().get("parameters") instanceof Map<?, ?> schema)) {
            return Verdict.PASSED;
        }
        try {
            return JsonSchema.of(Draft.cast(schema))
                    .fault(arguments.get())
                    .map(place -> Verdict.failed(
                            "the arguments of '" + call.name() + "' do not satisfy their schema at " + place))
                    .orElse(Verdict.PASSED);
        } catch (IllegalArgumentException e) {
            return Verdict.failed("the schema of '" + call.name() + "' is not understood");
        }
    }

    /** The function, or the custom tool, of this name. */
    private static Optional<Map<String, Object>> tool(Map<String, Object> request, String name) {
        for (Object tool : request.get("tools") instanceof List<?> tools ? tools : List.of()) {
            if (tool instanceof Map<?, ?> members) {
                Object described =
                        members.get("custom") instanceof Map ? members.get("custom") : members.get("function");
                if (described instanceof Map<?, ?> known && name.equals(known.get("name"))) {
                    return Optional.of(Draft.cast(known));
                }
            }
        }
        return Optional.empty();
    }
}
