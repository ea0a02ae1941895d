package io.serai.processors.models;

import io.serai.processors.prices.Costs;
import io.serai.processors.routing.Price;
import io.serai.processors.routing.Role;
import io.serai.processors.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Whom a model's balancer asks: its targets, and its fallbacks after them. */
final class Steps {

    private static final String PROVIDERS = "ai:";

    private final ModelEntry entry;
    private final ModelNames names;
    private final CamelContext camel;
    private final Optional<Costs> costs;

    Steps(ModelEntry entry, ModelNames names, CamelContext camel) {
        this.entry = entry;
        this.names = names;
        this.camel = camel;
        this.costs = Costs.in(camel);
    }

    List<Step> usual() {
        List<Step> steps = new ArrayList<>();
        entry.targets().forEach(target -> steps.add(step(target.model(), Role.TARGET, described(target))));
        entry.fallbacks().forEach((role, mentions) -> mentions.forEach(mention -> steps.add(step(mention, role))));
        return steps;
    }

    /** The new one first, then all that would have been asked without it. */
    List<Step> led(Mention first, List<Step> usual) {
        List<Step> steps = new ArrayList<>(List.of(step(first, Role.TARGET)));
        steps.addAll(usual);
        return steps;
    }

    private Step step(Mention model, Role role) {
        return step(model, role, known(model));
    }

    private Step step(Mention model, Role role, Target target) {
        return new Step(model, names.uri(model), role, target);
    }

    private Target described(TargetEntry target) {
        Target described = known(target.model())
                .withWeight(target.weight())
                .withTags(target.tags())
                .withCapabilities(target.capabilities());
        if (target.region().isPresent()) {
            described = described.withRegion(target.region().get());
        }
        if (target.maxInputTokens().isPresent()) {
            described = described.withMaxInputTokens(target.maxInputTokens().getAsLong());
        }
        Optional<Condition> when = target.when();
        return when.isPresent() ? described.when(when.get().in(camel)) : described;
    }

    /** What is known of a target without the file. */
    private Target known(Mention model) {
        Target target = Target.of(targetName(model));
        return costs.flatMap(it -> it.price(target.name()))
                .map(price -> target.withPrice(new Price(price.input(), price.output())))
                .orElse(target);
    }

    /** As the balancer calls targets that nobody has described, so that all routes see the same standing. */
    String targetName(Mention model) {
        String uri = names.uri(model);
        return uri.startsWith(PROVIDERS) ? model.name() : "model://" + model.name();
    }
}
