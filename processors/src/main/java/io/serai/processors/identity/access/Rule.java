package io.serai.processors.identity.access;

import io.serai.api.call.CallCheck.Ask;
import io.serai.api.caller.Caller;
import io.serai.processors.yaml.YamlException;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.language.JsonPathExpression;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rule that is ready to be asked. Its condition sees an exchange that holds the facts and nothing else: for simple as variables, for
 * JSONPath as the body. Thread-safe.
 */
final class Rule {

    private static final Logger LOG = LoggerFactory.getLogger(Rule.class);

    private final RuleText text;
    private final CamelContext camel;
    private final Set<Fact> facts;
    private final Predicate predicate;

    private Rule(RuleText text, CamelContext camel, Set<Fact> facts, Predicate predicate) {
        this.text = text;
        this.camel = camel;
        this.facts = facts;
        this.predicate = predicate;
    }

    /** @throws YamlException where its condition is none, or reaches beyond the facts */
    static Rule of(RuleText text, CamelContext camel) {
        try {
            boolean isJsonPath = text.language().equals("jsonpath");
            Rule rule = isJsonPath ? jsonPath(text, camel) : simple(text, camel);
            rule.predicate.init(camel);
            return rule;
        } catch (RuntimeException e) {
            throw text.at().wrong("expected a condition in " + text.language() + ": " + oneLine(e));
        }
    }

    private static Rule simple(RuleText text, CamelContext camel) {
        Set<Fact> facts = SimpleCondition.facts(text.condition());
        return new Rule(text, camel, facts, camel.resolveLanguage("simple").createPredicate(text.condition()));
    }

    /** Compiled when it is first evaluated (Camel 4.18.0): evaluated once, what is no path shows. */
    private static Rule jsonPath(RuleText text, CamelContext camel) {
        JsonPathCondition.check(text.condition());
        JsonPathExpression path = new JsonPathExpression(text.condition());
        path.setSuppressExceptions("true");
        path.setAllowSimple("false");
        path.setAllowEasyPredicate("false");
        Predicate predicate = path.createPredicate(camel);
        predicate.init(camel);
        Exchange trial = new DefaultExchange(camel);
        trial.getMessage().setBody(Map.of());
        predicate.matches(trial);
        return new Rule(text, camel, EnumSet.allOf(Fact.class), predicate);
    }

    private static String oneLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether it says something about this call. Where that can't be found out, a rule that denies does, one that allows does not. */
    boolean fits(Ask ask, Caller caller, ZonedDateTime now) {
        try {
            return predicate.matches(exchange(ask, caller, now));
        } catch (RuntimeException e) {
            LOG.warn(
                    "The condition at {} can't be evaluated: {}",
                    text.at().place(),
                    e.getClass().getName());
            return text.effect() == Effect.DENY;
        }
    }

    private Exchange exchange(Ask ask, Caller caller, ZonedDateTime now) {
        Exchange exchange = new DefaultExchange(camel);
        Map<String, Object> body = new LinkedHashMap<>();
        for (Fact fact : facts) {
            Object value = fact.in(ask, caller, now);
            exchange.setVariable(fact.label(), value);
            body.put(fact.label(), value);
        }
        exchange.getMessage().setBody(body);
        return exchange;
    }

    RuleText text() {
        return text;
    }
}
