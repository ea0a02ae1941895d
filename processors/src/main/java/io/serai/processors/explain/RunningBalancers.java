package io.serai.processors.explain;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.camel.Channel;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.loadbalancer.LoadBalancer;
import org.jspecify.annotations.Nullable;

/**
 * The load balancers that run for the declared ones of a route. Camel gives them no ids (4.18.0): they are told from each other by their
 * order.
 */
final class RunningBalancers {

    private final IdentityHashMap<LoadBalanceDefinition, LoadBalancer> known = new IdentityHashMap<>();

    RunningBalancers(@Nullable Route route, List<ProcessorDefinition<?>> steps) {
        List<LoadBalanceDefinition> declared = new ArrayList<>();
        collect(steps, declared);
        List<LoadBalancer> running = new ArrayList<>();
        if (route != null && !declared.isEmpty()) {
            collect(route.navigate(), running);
        }
        for (int i = 0; declared.size() == running.size() && i < declared.size(); i++) {
            known.put(declared.get(i), running.get(i));
        }
    }

    @Nullable
    LoadBalancer of(LoadBalanceDefinition step) {
        return known.get(step);
    }

    private static void collect(List<ProcessorDefinition<?>> steps, List<LoadBalanceDefinition> into) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof LoadBalanceDefinition balance) {
                into.add(balance);
            }
            collect(step.getOutputs(), into);
        }
    }

    private static void collect(@Nullable Object step, List<LoadBalancer> into) {
        if (step instanceof Channel channel) {
            // What is around a step, such as its error handler, leads to it as well.
            collect(channel.getNextProcessor(), into);
            return;
        }
        if (step instanceof LoadBalancer balancer) {
            into.add(balancer);
        }
        if (step instanceof Navigate<?> composite && composite.hasNext()) {
            for (Object next : composite.next()) {
                if (next instanceof Processor) {
                    collect(next, into);
                }
            }
        }
    }
}
