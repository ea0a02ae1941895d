package io.serai.processors.routing;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.standing.Standing;
import io.serai.processors.routing.ModelGraph.Child;
import io.serai.processors.routing.ModelGraph.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of one model in a graph in which nobody is asked beside another: who was asked, and whether that was right. */
final class RoundLog {

    private static final Set<Role> IN_ORDER = EnumSet.of(Role.TARGET, Role.GENERAL, Role.DEFAULT);
    private static final Set<Role> TOO_LONG = EnumSet.of(Role.CONTEXT_WINDOW, Role.DEFAULT);
    private static final Set<Role> REFUSED_CONTENT = EnumSet.of(Role.CONTENT_POLICY);

    private final Model model;
    private final Function<String, Standing> standings;
    private final long now;
    private final List<Asked> asked = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Set<Role> roles = IN_ORDER;

    /** Who was asked, and how it failed; null while it has not. */
    private static final class Asked {
        private final int position;
        private @Nullable SeraiException failure;

        Asked(int position) {
            this.position = position;
        }
    }

    RoundLog(Model model, Function<String, Standing> standings, long now) {
        this.model = model;
        this.standings = standings;
        this.now = now;
    }

    List<String> complaints() {
        return complaints;
    }

    private void check(boolean right, String complaint) {
        if (!right) {
            complaints.add(model.name() + ": " + complaint + " "
                    + asked.stream()
                            .map(each -> child(each.position).name() + "=" + each.failure)
                            .toList());
        }
    }

    private Child child(int position) {
        return model.children().get(position);
    }

    private Standing standing(int position) {
        return standings.apply(child(position).name());
    }

    /** Somebody is being asked. */
    void begins(int position) {
        Asked last = asked.isEmpty() ? null : asked.get(asked.size() - 1);
        long before = asked.stream().filter(each -> each.position == position).count();
        if (before > 0) {
            retried(position, before, last);
        } else {
            chosen(position, last);
        }
        asked.add(new Asked(position));
    }

    private void retried(int position, long before, @Nullable Asked last) {
        check(
                last != null && last.position == position,
                "asked again after another: " + child(position).name());
        check(
                last != null && last.failure != null && model.retries().after(last.failure.kind()) >= before,
                "asked again more often than it may be: " + child(position).name());
    }

    private void chosen(int position, @Nullable Asked last) {
        String name = child(position).name();
        check(last == null || (last.failure != null && movesOn(last.failure)), "moved on without a reason to " + name);
        check(roles.contains(child(position).role()), "asked in a role that is not its own: " + name);
        boolean early = standing(position).rests(now).toNanos() > 0;
        if (early) {
            check(asked.isEmpty() && nobodyIsOpen(), "asked during its rest: " + name);
            check(
                    standing(position).rests(now).equals(soonest()),
                    "asked before the one whose rest is over sooner: " + name);
        } else {
            check(earlierRolesAreDone(child(position).role()), "asked before its time: " + name);
        }
    }

    private boolean earlierRolesAreDone(Role role) {
        return positions().stream()
                .filter(other -> child(other).role().compareTo(role) < 0)
                .allMatch(this::isDone);
    }

    /** Whether there is nothing to be had from somebody any more. */
    private boolean isDone(int position) {
        return asked.stream().anyMatch(each -> each.position == position)
                || !standing(position).isOpen(now);
    }

    private List<Integer> positions() {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < model.children().size(); i++) {
            if (roles.contains(child(i).role())) {
                positions.add(i);
            }
        }
        return positions;
    }

    private boolean nobodyIsOpen() {
        return positions().stream().noneMatch(position -> standing(position).isOpen(now));
    }

    private Duration soonest() {
        return positions().stream()
                .map(position -> standing(position).rests(now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** How long everybody asks to be left alone. */
    private Duration soonestAsked() {
        return positions().stream()
                .map(position -> standing(position).asksToWait(now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Whoever was asked last has failed. */
    void fails(SeraiException failure) {
        asked.get(asked.size() - 1).failure = failure;
        if (failure.kind() == ErrorKind.PROVIDER_CONTENT_FILTER) {
            roles = REFUSED_CONTENT;
        } else if (roles == IN_ORDER && failure.kind() == ErrorKind.PROVIDER_CONTEXT_LENGTH) {
            roles = TOO_LONG;
        }
    }

    /** The model has answered. */
    void answered() {
        check(!asked.isEmpty() && asked.get(asked.size() - 1).failure == null, "an answer from nobody");
    }

    /** The model has failed. */
    void failed(SeraiException failure) {
        if (asked.isEmpty()) {
            check(nobodyIsOpen(), "nobody was asked although somebody was open");
            check(failure.kind() == ErrorKind.PROVIDER_UNAVAILABLE, "a wrong failure: " + failure.kind());
            check(
                    failure.retryAfter().filter(soonest()::equals).isPresent(),
                    "a wrong Retry-After: " + failure.retryAfter() + " for " + soonest());
            return;
        }
        check(asked.get(asked.size() - 1).failure == failure, "somebody else's failure: " + failure);
        if (failure.kind() == ErrorKind.PROVIDER_UNAVAILABLE || failure.kind() == ErrorKind.PROVIDER_RATE_LIMITED) {
            check(
                    failure.retryAfter().orElse(Duration.ZERO).equals(soonestAsked()),
                    "a wrong Retry-After: " + failure.retryAfter() + " for " + soonestAsked());
        }
        if (movesOn(failure)) {
            check(positions().stream().allMatch(this::isDone), "somebody was open and not asked");
        }
    }

    private static boolean movesOn(SeraiException failure) {
        return !(failure instanceof CallerException);
    }
}
