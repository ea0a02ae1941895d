package io.serai.processors.explain;

import io.serai.api.explain.Explainable;
import io.serai.api.explain.Inquiry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Processor;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.loadbalancer.LoadBalancer;
import org.jspecify.annotations.Nullable;

/** The steps of a route as they are declared, each with what it says of the request itself where it can. */
final class StepExplanation {

    /** Whether a step finds the request as the caller sent it: only then can a condition on it be told. */
    enum Request {
        AS_IT_CAME,
        PERHAPS_CHANGED
    }

    private final CamelContext context;
    private final RouteExplanation routes;
    private final RunningBalancers balancers;

    /** @param balancers of the route that the steps belong to */
    StepExplanation(CamelContext context, RouteExplanation routes, RunningBalancers balancers) {
        this.context = context;
        this.routes = routes;
        this.balancers = balancers;
    }

    List<Map<String, Object>> of(List<ProcessorDefinition<?>> steps, Inquiry inquiry, Request request) {
        List<Map<String, Object>> told = new ArrayList<>(steps.size());
        Request found = request;
        for (ProcessorDefinition<?> step : steps) {
            Processor running = step.getId() == null ? null : context.getProcessor(step.getId());
            told.add(step(step, running, inquiry, found));
            found = Request.PERHAPS_CHANGED;
        }
        return told;
    }

    /** @param running what runs for the step, where that is known */
    private Map<String, Object> step(
            ProcessorDefinition<?> step, @Nullable Processor running, Inquiry inquiry, Request request) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("step", step.getShortName());
        told.put("id", step.getId());
        if (step.getDescription() != null) {
            told.put("description", step.getDescription());
        }
        if (running instanceof EndpointAware aware && aware.getEndpoint() != null) {
            endpoint(aware.getEndpoint(), inquiry, told);
        } else if (step instanceof ProcessDefinition process && processor(process) instanceof Explainable explainable) {
            told.putAll(explainable.explain(inquiry));
        }
        if (step instanceof ChoiceDefinition choice) {
            told.put("ways", new ChoiceExplanation(this).of(choice, running, inquiry, request));
        } else if (step instanceof LoadBalanceDefinition balance) {
            balance(balance, inquiry, request, told);
        } else if (!step.getOutputs().isEmpty()) {
            told.put("steps", of(step.getOutputs(), inquiry, request));
        }
        return told;
    }

    /** A bean of the application, which Camel does not hand out as what runs for the step (4.18.0). */
    private @Nullable Processor processor(ProcessDefinition step) {
        if (step.getProcessor() != null || step.getRef() == null) {
            return step.getProcessor();
        }
        String name = step.getRef().replaceFirst("^#(bean:)?", "");
        return context.getRegistry().lookupByNameAndType(name, Processor.class);
    }

    private void endpoint(Endpoint endpoint, Inquiry inquiry, Map<String, Object> told) {
        if (endpoint instanceof Explainable explainable) {
            told.putAll(explainable.explain(inquiry));
            return;
        }
        // Without its options, which may hold secrets.
        told.put("to", endpoint.getEndpointBaseUri());
        routes.behind(endpoint, inquiry).ifPresent(route -> told.put("route", route));
    }

    /** Each target is told with what the balancer knows of it, and in the balancer's order. */
    private void balance(LoadBalanceDefinition balance, Inquiry inquiry, Request request, Map<String, Object> told) {
        LoadBalancer running = balancers.of(balance);
        List<Map<String, Object>> below = new ArrayList<>();
        for (int i = 0; i < balance.getOutputs().size(); i++) {
            below.add(step(balance.getOutputs().get(i), below(running, i), inquiry, request));
        }
        Map<String, Object> own = running instanceof Explainable explainable ? explainable.explain(inquiry) : Map.of();
        told.putAll(own);
        if (own.get("targets") instanceof List<?> targets) {
            told.put(
                    "targets",
                    targets.stream().map(target -> joined(target, below)).toList());
        } else {
            told.put("steps", below);
        }
    }

    /** Camel gives the steps right below a load balancer no ids (4.18.0). */
    private static @Nullable Processor below(@Nullable LoadBalancer balancer, int position) {
        if (balancer == null || position >= balancer.getProcessors().size()) {
            return null;
        }
        Processor step = balancer.getProcessors().get(position);
        return step instanceof Channel channel ? channel.getNextProcessor() : step;
    }

    private static Object joined(Object target, List<Map<String, Object>> below) {
        if (target instanceof Map<?, ?> known
                && known.get("step") instanceof Integer position
                && position < below.size()) {
            Map<Object, Object> both = new LinkedHashMap<>(known);
            both.put("step", position);
            both.put("call", below.get(position));
            return both;
        }
        return target;
    }
}
