package io.serai.gateway.importing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The targets of a group, one for each deployment; those that are the same are one, with the weight of all. */
final class TargetList {

    private static final BigDecimal MAX_WEIGHT = BigDecimal.valueOf(1_000_000_000);

    private final ProviderBeans beans;
    private final Findings findings;

    TargetList(ProviderBeans beans, Findings findings) {
        this.beans = beans;
        this.findings = findings;
    }

    /** @param weighted whether the strategy heeds weights */
    List<Map<String, Object>> of(List<Deployment> deployments, boolean weighted) {
        Map<String, Deployment> byModel = new LinkedHashMap<>();
        Map<String, BigDecimal> shares = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            String model = model(deployment);
            Deployment same = byModel.putIfAbsent(model, deployment);
            if (same != null) {
                findings.add(
                        deployment.place(),
                        "is the same as the entry of line " + same.place().line() + "; both are one target");
            }
            shares.merge(model, deployment.share().orElse(BigDecimal.ONE), BigDecimal::add);
        }
        Map<String, Long> weights = weighted ? weights(shares) : Map.of();
        List<Map<String, Object>> targets = new ArrayList<>();
        byModel.forEach(
                (model, deployment) -> targets.add(target(model, deployment, Optional.ofNullable(weights.get(model)))));
        return targets;
    }

    /** As routes call it. */
    String model(Deployment deployment) {
        return beans.nameOf(deployment) + "/" + deployment.model();
    }

    private static Map<String, Object> target(String model, Deployment deployment, Optional<Long> weight) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("model", model);
        weight.ifPresent(share -> target.put("weight", share));
        if (!deployment.tags().isEmpty()) {
            target.put("tags", deployment.tags());
        }
        deployment.region().ifPresent(region -> target.put("region", region));
        deployment.maxInputTokens().ifPresent(tokens -> target.put("max-input-tokens", tokens));
        return target;
    }

    /** Whole numbers in the same proportion; none where all are alike. */
    private static Map<String, Long> weights(Map<String, BigDecimal> shares) {
        if (shares.values().stream().distinct().count() < 2) {
            return Map.of();
        }
        int decimals = shares.values().stream()
                .mapToInt(share -> Math.max(0, share.stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        Map<String, Long> weights = new LinkedHashMap<>();
        shares.forEach((model, share) -> weights.put(
                model,
                share.movePointRight(decimals)
                        .max(BigDecimal.ZERO)
                        .min(MAX_WEIGHT)
                        .longValue()));
        return weights;
    }
}
