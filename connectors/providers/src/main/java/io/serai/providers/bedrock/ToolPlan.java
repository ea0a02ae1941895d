package io.serai.providers.bedrock;

import io.serai.api.chat.ToolChoice;
import io.serai.api.chat.ToolChoice.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tools a model gets and what it has to do with them: the request's own, and one for an answer that has to be JSON.
 *
 * @param config the member {@code toolConfig}, empty for none
 * @param claudeChoice Claude's own {@code tool_choice}, for what Converse's can't say
 * @param demand whether a call is demanded; Claude does not think then
 * @param answerTool the tool, as Bedrock knows it, whose input is the answer
 * @param answersByToolAlone whether nothing else can be the answer
 */
record ToolPlan(
        Map<String, Object> config,
        Map<String, Object> claudeChoice,
        Demand demand,
        Optional<String> answerTool,
        boolean answersByToolAlone) {

    /** What a model may do. */
    enum Demand {
        NOTHING,
        A_CALL
    }

    /** Made anew for each request. */
    static final class Maker {

        private final Map<String, Object> request;
        private final ModelTraits traits;
        private final ToolNames names;
        private final Drops drops;
        private final ToolSpecs specs;
        private final Optional<ToolChoice> choice;
        private final boolean none;

        Maker(Map<String, Object> request, ModelTraits traits, ToolNames names, Drops drops) {
            this.request = request;
            this.traits = traits;
            this.names = names;
            this.drops = drops;
            this.specs = new ToolSpecs(traits, names, drops);
            this.choice = ToolChoice.of(request.get("tool_choice"));
            this.none = choice.map(ToolChoice::mode).filter(Mode.NONE::equals).isPresent();
        }

        /** The request's own tools, to be made before anything else gives them names. */
        List<Object> own() {
            List<String> only = choice.filter(
                            c -> c.mode() == Mode.AUTO || c.names().size() > 1)
                    .map(ToolChoice::names)
                    .orElse(List.of());
            return specs.of(request.get("tools"), only);
        }

        /** Whether the provider itself runs one of them. */
        boolean hasServersTools() {
            return specs.haveServersTools();
        }

        ToolPlan plan(List<Object> own, Conversation conversation, StructuredOutput output) {
            // Bedrock has no word for none; where nobody has called a tool yet, none are as good.
            List<Object> offered = none && conversation.toolsUsed().isEmpty() ? List.of() : own;
            if (output instanceof StructuredOutput.ByTool wanted && canAnswerByTool()) {
                return answering(wanted, offered);
            }
            if (output instanceof StructuredOutput.ByTool) {
                drops.add("response_format");
            }
            if (offered.isEmpty()) {
                return withoutTools(conversation);
            }
            if (choice.isEmpty() && request.get("tool_choice") != null) {
                // Of a tool that can't be told either.
                drops.add("tool_choice");
            }
            Map<String, Object> said = choice.map(this::said).orElse(Map.of());
            Demand demand = said.containsKey("any") || said.containsKey("tool") ? Demand.A_CALL : Demand.NOTHING;
            return chosen(offered, said, demand, Optional.empty(), false);
        }

        /** One function that the caller demands can't be the answer's too. */
        private boolean canAnswerByTool() {
            return traits.canBeMadeToUseTools()
                    && choice.filter(c -> c.mode() == Mode.REQUIRED && c.names().size() == 1)
                            .isEmpty();
        }

        private ToolPlan withoutTools(Conversation conversation) {
            if (choice.filter(c -> c.mode() == Mode.REQUIRED).isPresent()) {
                drops.add("tool_choice");
            }
            return conversation.toolsUsed().isEmpty()
                    ? new ToolPlan(Map.of(), Map.of(), Demand.NOTHING, Optional.empty(), false)
                    : new ToolPlan(
                            Map.of("tools", specs.named(conversation.toolsUsed())),
                            Map.of(),
                            Demand.NOTHING,
                            Optional.empty(),
                            false);
        }

        private ToolPlan answering(StructuredOutput.ByTool wanted, List<Object> offered) {
            String name = names.unused(wanted.name());
            boolean alone = none || offered.isEmpty();
            List<Object> all = new ArrayList<>(offered);
            all.add(specs.answer(name, wanted.schema()));
            Map<String, Object> said = alone ? Map.of("tool", Map.of("name", name)) : Map.of("any", Map.of());
            return chosen(all, said, Demand.A_CALL, Optional.of(name), alone);
        }

        private ToolPlan chosen(
                List<Object> tools, Map<String, Object> said, Demand demand, Optional<String> answer, boolean alone) {
            Map<String, Object> config = new LinkedHashMap<>();
            config.put("tools", tools);
            Map<String, Object> claudes = claudes(said, answer.isPresent());
            if (claudes.isEmpty() && !said.isEmpty()) {
                config.put("toolChoice", said);
            }
            return new ToolPlan(config, claudes, demand, answer, alone);
        }

        /** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html */
        private Map<String, Object> said(ToolChoice choice) {
            if (choice.mode() == Mode.NONE) {
                if (!traits.isClaude()) {
                    drops.add("tool_choice");
                }
                return Map.of();
            }
            if (!traits.canBeMadeToUseTools()) {
                if (choice.mode() == Mode.REQUIRED) {
                    drops.add("tool_choice");
                }
                return Map.of();
            }
            if (choice.mode() == Mode.AUTO) {
                return Map.of("auto", Map.of());
            }
            return choice.names().size() == 1
                    ? Map.of(
                            "tool",
                            Map.of("name", names.toBedrock(choice.names().get(0))))
                    : Map.of("any", Map.of());
        }

        /**
         * Claude's own choice, which also knows {@code none} and {@code disable_parallel_tool_use}; it must not come with Converse's:
         * https://github.com/BerriAI/litellm/issues/36536.
         */
        private Map<String, Object> claudes(Map<String, Object> said, boolean answering) {
            boolean oneAtATime = Boolean.FALSE.equals(request.get("parallel_tool_calls"));
            if (!traits.isClaude()) {
                if (oneAtATime) {
                    drops.add("parallel_tool_calls");
                }
                return Map.of();
            }
            if (none && !answering) {
                return Map.of("type", "none");
            }
            if (!oneAtATime) {
                return Map.of();
            }
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("type", said.isEmpty() ? "auto" : said.keySet().iterator().next());
            String name = nameIn(said);
            if (name != null) {
                own.put("name", name);
            }
            own.put("disable_parallel_tool_use", true);
            return own;
        }

        private static @Nullable String nameIn(Map<String, Object> said) {
            return said.get("tool") instanceof Map<?, ?> tool && tool.get("name") instanceof String name ? name : null;
        }
    }
}
