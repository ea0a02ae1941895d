package io.serai.gateway.admin;

import io.serai.processors.identity.Right;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitUse;
import io.serai.processors.limits.Limits;
import io.serai.processors.limits.Metric;
import io.serai.processors.prices.NanoDollars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits on money, wherever they stand, and what is left of them for each whom they are counted for. */
final class BudgetResource implements AdminResource {

    private final Limits limits;
    private final LimitScopes scopes;

    BudgetResource(Limits limits, LimitScopes scopes) {
        this.limits = limits;
        this.scopes = scopes;
    }

    @Override
    public List<AdminOperation> operations() {
        return List.of(AdminOperation.read("listBudgets", "/budgets", Right.LIMITS_READ, this::list));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<String> tenant = call.text("tenant");
        List<LimitUse> uses = limits.book().limits().stream()
                .filter(limit -> limit.metric() == Metric.COST)
                .filter(limit -> tenant.isEmpty() || limit.tenant().equals(tenant.get()))
                .filter(limit -> call.may(scopes.of(limit)))
                .flatMap(limit -> limits.uses(limit.id()).stream())
                .toList();
        return new Listing<>(BudgetResource::id, BudgetResource::shape).page(call, uses);
    }

    private static String id(LimitUse use) {
        return use.limit().id() + "/" + use.subject();
    }

    private static Map<String, Object> shape(LimitUse use) {
        Limit limit = use.limit();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("limit", LimitShape.of(limit));
        json.put("subject", LimitShape.subject(use.subject()));
        json.put("used", new NanoDollars(use.used()).toString());
        json.put("remaining", new NanoDollars(use.remaining()).toString());
        json.put("from", Shapes.maybe(use.from()));
        json.put("until", Shapes.maybe(use.until()));
        return json;
    }
}
