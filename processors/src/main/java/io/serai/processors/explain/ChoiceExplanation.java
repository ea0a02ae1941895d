package io.serai.processors.explain;

import io.serai.api.explain.Inquiry;
import io.serai.processors.explain.StepExplanation.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.processor.ChoiceProcessor;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * The ways of a choice, and which one the request would go, as far as that can be told: its conditions are asked only where they look at the
 * request as it came, in a language that does nothing else.
 */
record ChoiceExplanation(StepExplanation steps) {

    private static final Set<String> LOOK_ONLY =
            Set.of("simple", "jsonpath", "constant", "header", "variable", "exchangeProperty");
    /** Functions of the simple language that call something or read something else than the message. */
    private static final List<String> DO_MORE =
            List.of("bean:", "ref:", "load(", "throwException", "collate", "random");

    List<Map<String, Object>> of(
            ChoiceDefinition choice, @Nullable Processor running, Inquiry inquiry, Request request) {
        List<Map<String, Object>> ways = new ArrayList<>();
        boolean certain = true;
        boolean taken = false;
        for (int i = 0; i < choice.getWhenClauses().size(); i++) {
            WhenDefinition when = choice.getWhenClauses().get(i);
            Boolean holds = taken ? Boolean.FALSE : holds(when, i, running, inquiry, request);
            ways.add(way(words(when.getExpression()), certain ? holds : null, when, inquiry, request));
            taken |= certain && Boolean.TRUE.equals(holds);
            certain &= holds != null;
        }
        if (choice.getOtherwise() != null) {
            Map<String, Object> way = new LinkedHashMap<>();
            way.put("when", "otherwise");
            way.put("taken", certain ? !taken : null);
            way.put("steps", steps.of(choice.getOtherwise().getOutputs(), inquiry, request));
            ways.add(way);
        }
        return ways;
    }

    private Map<String, Object> way(
            String condition, @Nullable Boolean taken, WhenDefinition when, Inquiry inquiry, Request request) {
        Map<String, Object> way = new LinkedHashMap<>();
        way.put("when", condition);
        way.put("taken", taken);
        way.put("steps", steps.of(when.getOutputs(), inquiry, request));
        return way;
    }

    private static String words(@Nullable ExpressionDefinition condition) {
        return condition == null ? "" : condition.getLanguage() + ": " + condition.getExpression();
    }

    /** Null for what can't be told. */
    private static @Nullable Boolean holds(
            WhenDefinition when, int position, @Nullable Processor running, Inquiry inquiry, Request request) {
        ExpressionDefinition condition = when.getExpression();
        if (request != Request.AS_IT_CAME
                || condition == null
                || !looksOnly(condition)
                || !(running instanceof ChoiceProcessor choice)
                || position >= choice.getFilters().size()) {
            return null;
        }
        try {
            Exchange copy = ExchangeHelper.createCopy((Exchange) inquiry.exchange(), true);
            return choice.getFilters().get(position).getPredicate().matches(copy);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static boolean looksOnly(ExpressionDefinition condition) {
        String words = condition.getExpression() == null ? "" : condition.getExpression();
        return LOOK_ONLY.contains(condition.getLanguage()) && DO_MORE.stream().noneMatch(words::contains);
    }
}
