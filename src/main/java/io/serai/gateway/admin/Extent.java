package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import io.serai.processors.directory.Page;
import io.serai.processors.identity.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What part of everything a list is about: as far as the caller's right goes, and no farther than was asked for.
 *
 * @param tenant empty for all
 * @param team empty for all of the tenant
 */
record Extent(String tenant, String team) {

    /** Empty where nothing of what was asked for is the caller's to see: what is not there is not seen either. */
    static Optional<Extent> of(AdminCall call) {
        Caller caller = call.caller();
        String tenant = call.text("tenant").orElse("");
        String team = call.text("team").orElse("");
        Reach reach = call.reach() == Reach.OWN && caller.team().isEmpty() ? Reach.TENANT : call.reach();
        return switch (reach) {
            case ALL -> Optional.of(new Extent(tenant, team));
            case TENANT -> within(tenant, caller.tenant()).map(own -> new Extent(own, team));
            case TEAM, OWN ->
                caller.team().isEmpty()
                        ? Optional.empty()
                        : within(tenant, caller.tenant())
                                .flatMap(own -> within(team, caller.team()).map(ownTeam -> new Extent(own, ownTeam)));
            case NONE -> Optional.empty();
        };
    }

    /** As the directory has it. */
    String tenantOrAll() {
        return tenant.isEmpty() ? Page.ALL_TENANTS : tenant;
    }

    /** The same part of a list, of the team only. */
    Page.Ask narrow(Page.Ask ask) {
        if (team.isEmpty()) {
            return ask;
        }
        Map<String, String> filters = new HashMap<>(ask.filters());
        filters.put("team", team);
        return new Page.Ask(ask.after(), ask.limit(), filters, ask.sort());
    }

    private static Optional<String> within(String asked, String own) {
        return asked.isEmpty() || asked.equals(own) ? Optional.of(own) : Optional.empty();
    }
}
