package io.serai.processors.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.ValidateDefinition;

/**
 * Endpoints that whoever calls a route comes to, whatever the request says. Not those below a choice, a filter, a loop, a split, several
 * steps of a load balancer, what is done after a failure, or an expression; nor those behind a step that may end the route.
 */
final class CertainCalls {

    /** Steps that run what is below them, each time. */
    private static final Set<Class<?>> PASSING = Set.of(
            PipelineDefinition.class,
            StepDefinition.class,
            MulticastDefinition.class,
            TryDefinition.class,
            CircuitBreakerDefinition.class,
            TransactedDefinition.class,
            PolicyDefinition.class,
            KameletDefinition.class);

    /** Steps that may end a route, on whatever condition. */
    private static final Set<Class<?>> ENDING = Set.of(
            StopDefinition.class,
            ThrowExceptionDefinition.class,
            RollbackDefinition.class,
            ValidateDefinition.class,
            ProcessDefinition.class,
            BeanDefinition.class,
            ScriptDefinition.class);

    private static final String EXPRESSION = "${";

    private final CamelContext camel;
    private final List<String> uris = new ArrayList<>();

    private CertainCalls(CamelContext camel) {
        this.camel = camel;
    }

    /** The URIs, without options other than a kamelet's. */
    static List<String> in(List<ProcessorDefinition<?>> steps, CamelContext camel) {
        CertainCalls calls = new CertainCalls(camel);
        calls.walk(steps);
        return calls.uris;
    }

    /** Returns whether the route may have ended there. */
    private boolean walk(List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> step : steps) {
            boolean mayEnd = runsBelow(step) ? take(step) || walk(step.getOutputs()) : take(step) || mayEnd(step);
            if (mayEnd) {
                return true;
            }
        }
        return false;
    }

    private static boolean runsBelow(ProcessorDefinition<?> step) {
        return PASSING.contains(step.getClass())
                || (step instanceof LoadBalanceDefinition && step.getOutputs().size() == 1);
    }

    private boolean take(ProcessorDefinition<?> step) {
        if (step instanceof ToDefinition to) {
            add(to.getEndpointUri());
        } else if (step instanceof ToDynamicDefinition to && to.getUri() != null) {
            add(to.getUri());
        }
        return ENDING.contains(step.getClass());
    }

    private void add(String written) {
        try {
            String uri = camel.resolvePropertyPlaceholders(written);
            if (!uri.contains(EXPRESSION)) {
                uris.add(uri);
            }
        } catch (IllegalArgumentException e) {
            // The route itself can't be started either, and says why.
            return;
        }
    }

    /** Whether something below a step that may or may not run ends the route. */
    private static boolean mayEnd(ProcessorDefinition<?> step) {
        if (step instanceof CatchDefinition) {
            return false;
        }
        return step.getOutputs().stream().anyMatch(below -> ENDING.contains(below.getClass()) || mayEnd(below));
    }
}
