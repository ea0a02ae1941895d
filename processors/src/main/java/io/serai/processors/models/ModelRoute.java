package io.serai.processors.models;

import io.serai.processors.cache.AnswerCache;
import io.serai.processors.cascade.Cascade;
import io.serai.processors.ensemble.Ensemble;
import io.serai.processors.routing.Canary;
import io.serai.processors.routing.TargetBalancer;
import io.serai.processors.semantic.SemanticRouter;
import io.serai.processors.shadow.ShadowBalancer;
import io.serai.processors.yaml.YamlNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;
import org.apache.camel.processor.loadbalancer.LoadBalancer;
import org.apache.camel.spi.Resource;

/**
 * A model of a file as the route that somebody would write by hand: cache(queue(shadow(canary(targets)))), each of them a load balancer, all
 * but the last only where the file asks for them; a cascade or an ensemble in the place of canary and targets. The ids of its steps begin
 * with the model's name and a {@code #}.
 */
final class ModelRoute {

    private static final Pattern PLAIN = Pattern.compile("[\\w,./-]*");

    private static final Pattern ENCODED = Pattern.compile("%(?=[0-9A-Fa-f]{2})");

    private final ModelEntry entry;
    private final ModelNames names;
    private final Resource resource;
    private final CamelContext camel;

    /** @param resource the file, for tools that show where a route comes from */
    ModelRoute(ModelEntry entry, ModelNames names, Resource resource, CamelContext camel) {
        this.entry = entry;
        this.names = names;
        this.resource = resource;
        this.camel = camel;
    }

    void addTo(RouteBuilder builder) {
        RouteDefinition route = builder.from(uri()).routeId(entry.name().name());
        String description = entry.card().options().get("description");
        if (description != null) {
            route.routeDescription(description);
        }
        route.setResource(resource);
        route.setLocation(resource.getLocation());
        route.setLineNumber(entry.name().place().line());
        route.addOutput(cached());
    }

    private String uri() {
        String options = entry.card().options().entrySet().stream()
                .map(option -> option.getKey() + "=" + raw(option.getValue()))
                .collect(Collectors.joining("&"));
        return "model:" + entry.name().name() + (options.isEmpty() ? "" : "?" + options);
    }

    /** As Camel takes any text (4.18.0): what is encoded it decodes more than once, and what is raw it still decodes once. */
    private static String raw(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        String text = ENCODED.matcher(value).replaceAll("%25");
        return text.contains(")&") ? "RAW{" + text + "}" : "RAW(" + text + ")";
    }

    private LoadBalanceDefinition cached() {
        LoadBalanceDefinition made = queued();
        if (entry.cache().isEmpty()) {
            return made;
        }
        CacheEntry wanted = entry.cache().get();
        AnswerCache balancer = wanted.balancer(entry.name().name(), EntryVersion.of(entry, names), names, camel);
        balancer.setConditions(conditions());
        LoadBalanceDefinition cache = balance("cache", balancer, wanted.at().place());
        cache.addOutput(nested(made));
        return cache;
    }

    /** By which targets are chosen, here and further on: who asks, what is left of his budget, the time of day. */
    private List<Predicate> conditions() {
        return EntryVersion.reached(entry, names).stream()
                .flatMap(each -> each.targets().stream())
                .flatMap(target -> target.when().stream())
                .map(condition -> condition.in(camel))
                .toList();
    }

    private LoadBalanceDefinition queued() {
        LoadBalanceDefinition served = shadowed();
        if (entry.queue().isEmpty()) {
            return served;
        }
        QueueEntry wanted = entry.queue().get();
        LoadBalanceDefinition queue = balance(
                "queue",
                wanted.balancer(entry.name().name(), camel),
                wanted.at().place());
        queue.addOutput(nested(served));
        return queue;
    }

    private LoadBalanceDefinition answering() {
        if (entry.cascade().isPresent()) {
            return cascade(entry.cascade().get());
        }
        return entry.ensemble().isPresent() ? ensemble(entry.ensemble().get()) : tried();
    }

    private LoadBalanceDefinition cascade(CascadeEntry wanted) {
        Cascade cascade = new Cascade();
        cascade.setCamelContext(camel);
        cascade.setChecks(checks(wanted.checks()));
        return asking("cascade", cascade, wanted.at().place(), wanted.models());
    }

    private LoadBalanceDefinition ensemble(EnsembleEntry wanted) {
        Ensemble ensemble = wanted.balancer(names);
        ensemble.setCamelContext(camel);
        ensemble.setChecks(checks(wanted.checks()));
        return asking("ensemble", ensemble, wanted.at().place(), wanted.models());
    }

    /** The names of the beans that the checks are. */
    private String checks(List<CheckEntry> wanted) {
        List<String> beans = new ArrayList<>();
        for (CheckEntry check : wanted) {
            beans.add(check.bind(camel, id("check-" + (beans.size() + 1)), names));
        }
        return String.join(",", beans);
    }

    /** One model may be there several times: its steps are told apart by their numbers. */
    private LoadBalanceDefinition asking(String id, LoadBalancer balancer, Place place, List<Mention> models) {
        LoadBalanceDefinition asking = balance(id, balancer, place);
        for (int i = 0; i < models.size(); i++) {
            Mention model = models.get(i);
            asking.addOutput(located(
                    new ToDefinition(names.uri(model)), id + "-" + (i + 1) + "-" + model.name(), model.place()));
        }
        return asking;
    }

    private LoadBalanceDefinition shadowed() {
        LoadBalanceDefinition real = answering();
        if (entry.shadow().isEmpty()) {
            return real;
        }
        ShadowEntry wanted = entry.shadow().get();
        ShadowBalancer shadow = new ShadowBalancer();
        shadow.setCamelContext(camel);
        shadow.setName(entry.name().name());
        shadow.setShare(wanted.share());
        wanted.judge().map(names::uri).ifPresent(shadow::setJudge);
        LoadBalanceDefinition both = balance("shadow", shadow, wanted.model().place());
        both.addOutput(nested(real));
        both.addOutput(located(
                new ToDefinition(names.uri(wanted.model())),
                "shadow-" + wanted.model().name(),
                wanted.model().place()));
        return both;
    }

    /** The callers of the canary lose nothing by it: where it fails, those are asked who would have been asked without it. */
    private LoadBalanceDefinition tried() {
        Steps steps = new Steps(entry, names, camel);
        List<Step> usual = steps.usual();
        TargetBalancer balancer = targets(entry.strategy(), usual);
        entry.semantic().ifPresent(wanted -> balancer.setAddressing(semantic(wanted)));
        LoadBalanceDefinition targets = balanced("targets", balancer, usual);
        if (entry.canary().isEmpty()) {
            return targets;
        }
        CanaryEntry wanted = entry.canary().get();
        Canary canary = new Canary();
        canary.setCamelContext(camel);
        canary.setName(entry.name().name());
        canary.setShare(wanted.share());
        canary.setStickyBy(wanted.stickyBy());
        List<Step> led = steps.led(wanted.model(), usual);
        LoadBalanceDefinition both = balance("canary", canary, wanted.model().place());
        both.addOutput(nested(targets));
        both.addOutput(nested(balanced("canary-targets", targets("priority", led), led)));
        return both;
    }

    private SemanticRouter semantic(SemanticEntry wanted) {
        SemanticRouter router = new SemanticRouter();
        router.setCamelContext(camel);
        router.setEmbeddings(names.uri(wanted.embeddings()));
        // Where no example is near, the strategy chooses.
        router.setOtherwise(entry.strategy());
        wanted.threshold().ifPresent(router::setThreshold);
        Map<String, Object> examples = new LinkedHashMap<>();
        Steps steps = new Steps(entry, names, camel);
        for (TargetEntry target : entry.targets()) {
            if (!target.examples().isEmpty()) {
                examples.put(steps.targetName(target.model()), target.examples());
            }
        }
        router.setRoutes(examples);
        return router;
    }

    private TargetBalancer targets(String strategy, List<Step> steps) {
        TargetBalancer balancer = new TargetBalancer();
        balancer.setCamelContext(camel);
        balancer.setStrategy(strategy);
        balancer.setStickyBy(entry.stickyBy());
        balancer.setTargets(steps.stream().map(Step::target).toList());
        balancer.setRoles(steps.stream().map(Step::role).toList());
        balancer.setTimeLimits(entry.limits());
        balancer.setRetries(entry.retries());
        balancer.setCooldown(entry.cooldown());
        entry.probe().ifPresent(balancer::setProbe);
        entry.hedge().ifPresent(balancer::setHedge);
        return balancer;
    }

    private LoadBalanceDefinition balanced(String id, TargetBalancer balancer, List<Step> steps) {
        LoadBalanceDefinition balanced =
                balance(id, balancer, steps.get(0).model().place());
        for (Step step : steps) {
            balanced.addOutput(located(
                    new ToDefinition(step.uri()),
                    id + "-" + step.label(),
                    step.model().place()));
        }
        return balanced;
    }

    private LoadBalanceDefinition balance(String id, LoadBalancer balancer, Place place) {
        LoadBalanceDefinition definition = located(new LoadBalanceDefinition(), id, place);
        // By name, so that a dump of the route shows it.
        camel.getRegistry().bind(id(id), balancer);
        CustomLoadBalancerDefinition reference = new CustomLoadBalancerDefinition();
        reference.setRef(id(id));
        definition.setLoadBalancerType(reference);
        return definition;
    }

    /** Camel refuses a balancer right below a balancer (4.18.0). */
    private ProcessorDefinition<?> nested(LoadBalanceDefinition balanced) {
        PipelineDefinition step = new PipelineDefinition();
        step.setId(balanced.getId() + "-step");
        step.addOutput(balanced);
        return step;
    }

    private <T extends ProcessorDefinition<?>> T located(T definition, String id, Place place) {
        definition.setId(id(id));
        definition.setLocation(resource.getLocation());
        definition.setLineNumber(place.line());
        return definition;
    }

    private String id(String step) {
        return entry.name().name() + "#" + step;
    }
}
