package io.serai.processors.models;

import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.language.JsonPathExpression;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a target may be asked: a predicate in one of Camel's languages. Where it can't be evaluated, because a request lacks what it looks
 * for, it does not hold.
 *
 * @param at where the expression stands
 */
record Condition(String language, String expression, YamlNode at) {

    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);
    private static final String DEFAULT_LANGUAGE = "simple";
    private static final String JSONPATH = "jsonpath";

    /** A text in Camel's simple language, or one in another language: {@code {jsonpath: $.user}}. */
    static Condition of(YamlNode node) {
        if (!(node instanceof YamlMap map)) {
            return new Condition(DEFAULT_LANGUAGE, Terms.text(node), node);
        }
        if (map.entries().size() != 1) {
            throw node.wrong(
                    "expected one language with its expression such as {jsonpath: $.user}, found " + node.words());
        }
        Map.Entry<String, YamlNode> only = map.entries().entrySet().iterator().next();
        return new Condition(only.getKey(), Terms.text(only.getValue()), only.getValue());
    }

    /** The predicate, tried out as far as its language allows. */
    Predicate in(CamelContext camel) {
        try {
            Predicate predicate = language.equals(JSONPATH)
                    ? jsonPath(camel)
                    : camel.resolveLanguage(language).createPredicate(expression);
            predicate.init(camel);
            return exchange -> holds(predicate, exchange);
        } catch (RuntimeException e) {
            throw at.wrong("expected an expression in " + language + ": " + Terms.oneLine(e));
        }
    }

    /** JSONPath is compiled when it is first evaluated (4.18.0): evaluated once, what is none shows. */
    private Predicate jsonPath(CamelContext camel) {
        JsonPathExpression path = new JsonPathExpression(expression);
        path.setSuppressExceptions("true");
        Predicate predicate = path.createPredicate(camel);
        predicate.init(camel);
        Exchange trial = new DefaultExchange(camel);
        trial.getMessage().setBody(Map.of("messages", List.of()));
        predicate.matches(trial);
        return predicate;
    }

    private boolean holds(Predicate predicate, Exchange exchange) {
        try {
            return predicate.matches(exchange);
        } catch (RuntimeException e) {
            LOG.debug("The condition at {} can't be evaluated", at.place(), e);
            return false;
        }
    }
}
