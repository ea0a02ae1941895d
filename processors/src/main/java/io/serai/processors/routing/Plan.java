package io.serai.processors.routing;

import io.serai.api.call.TimeLimits;
import io.serai.api.standing.Cooldown;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What is the same for all calls of one balancer.
 *
 * @param title of the balancer
 * @param estimates whether the length of a request matters
 */
record Plan(
        Title title,
        Targets targets,
        Strategy strategy,
        StickyBy stickyBy,
        Optional<Addressing> addressing,
        boolean estimates,
        TimeLimits limits,
        Cooldown cooldown,
        Retries retries,
        RetryBudget budget,
        Optional<Hedge> hedge,
        Executor executor,
        LongSupplier clock,
        Supplier<? extends RandomGenerator> random) {}
