package io.serai.processors.models;

import io.serai.processors.queue.QueueBalancer;
import io.serai.processors.yaml.YamlNode;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * How calls wait for their turn; what is empty is as {@link QueueBalancer} has it.
 *
 * @param at where it stands
 * @param concurrency how many calls run at a time
 * @param maxWaiting how many calls of each class may wait
 * @param maxWait how long each of them
 * @param classes and their weights, as {@link QueueBalancer#setClasses} takes them
 * @param defaultClass of calls that name none
 * @param priority the class of a call, in Camel's simple language
 * @param waitOutRateLimits whether calls wait where a provider says when to come back
 */
record QueueEntry(
        YamlNode at,
        int concurrency,
        Optional<Integer> maxWaiting,
        Optional<Duration> maxWait,
        Optional<String> classes,
        Optional<String> defaultClass,
        Optional<YamlNode> priority,
        Optional<Boolean> waitOutRateLimits) {

    QueueBalancer balancer(String name, CamelContext camel) {
        QueueBalancer queue = new QueueBalancer();
        queue.setCamelContext(camel);
        queue.setName(name);
        queue.setConcurrency(concurrency);
        maxWaiting.ifPresent(queue::setMaxWaiting);
        maxWait.ifPresent(queue::setMaxWait);
        classes.ifPresent(queue::setClasses);
        defaultClass.ifPresent(queue::setDefaultClass);
        priority.ifPresent(expression -> queue.setPriority(simple(expression, camel)));
        waitOutRateLimits.ifPresent(queue::setWaitOutRateLimits);
        return queue;
    }

    private static String simple(YamlNode expression, CamelContext camel) {
        try {
            camel.resolveLanguage("simple")
                    .createExpression(Terms.text(expression))
                    .init(camel);
            return Terms.text(expression);
        } catch (RuntimeException e) {
            throw expression.wrong("expected an expression in simple: " + Terms.oneLine(e));
        }
    }
}
