package io.serai.gateway.admin;

import io.serai.processors.directory.Page;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import io.serai.processors.limits.Dimension;
import io.serai.processors.limits.Limit;
import io.serai.processors.limits.LimitStore;
import io.serai.processors.limits.Metric;
import io.serai.processors.limits.StoreOutcome;
import io.serai.processors.limits.StoredLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits that stand in the database. Those of files are seen where they apply. */
final class LimitResource implements AdminResource {

    private final LimitStore limits;
    private final LimitScopes scopes;

    LimitResource(LimitStore limits, LimitScopes scopes) {
        this.limits = limits;
        this.scopes = scopes;
    }

    @Override
    public List<AdminOperation> operations() {
        String all = "/limits";
        String one = all + "/{limit}";
        Right write = Right.LIMITS_WRITE;
        return List.of(
                AdminOperation.read("listLimits", all, Right.LIMITS_READ, this::list),
                AdminOperation.read("getLimit", one, Right.LIMITS_READ, this::get),
                AdminOperation.change("createLimit", "POST", all, write, "limit.create", this::create),
                AdminOperation.change("updateLimit", "PATCH", one, write, "limit.update", this::update),
                AdminOperation.change("deleteLimit", "DELETE", one, write, "limit.delete", this::delete));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        String tenant = extent.get().tenant();
        String after = call.text("cursor").map(Cursor::read).orElse("");
        Optional<Metric> metric = call.text("metric").flatMap(Metric::of);
        List<StoredLimit> found = limits.list(tenant.isEmpty() ? null : tenant, after, Page.MOST + 1);
        int most = Math.min(call.limit(), found.size());
        Optional<String> next = most < found.size()
                ? Optional.of(Cursor.write(found.get(most - 1).limit().id()))
                : Optional.empty();
        List<Map<String, Object>> items = found.subList(0, most).stream()
                .filter(each -> metric.isEmpty() || each.limit().metric() == metric.get())
                .filter(each -> call.may(scopes.of(each.limit())))
                .map(LimitShape::of)
                .toList();
        return AdminAnswer.ok(Shapes.page(items, next));
    }

    private AdminAnswer get(AdminCall call) {
        StoredLimit found = found(call);
        return AdminAnswer.ok(LimitShape.of(found), found.version());
    }

    private AdminAnswer create(AdminCall call) {
        boolean platform = call.body().flag("platform").orElse(false);
        if (platform && call.body().has("tenant")) {
            throw ProblemException.badField("tenant", "is not expected of a limit of the platform");
        }
        String tenant = platform ? "" : call.tenantOfNew();
        call.require(platform ? Scope.PLATFORM : Scope.ofTenant(tenant));
        Limit limit = LimitFields.read(call.body(), limits.newId(), tenant);
        requireOwn(limit);
        requireActing(limit);
        StoredLimit made = limits.create(limit);
        call.touches(limit.id(), tenant);
        return AdminAnswer.created(AdminApi.BASE + "/limits/" + limit.id(), LimitShape.of(made), made.version());
    }

    /** A limit of a tenant is about its own: to name another's would be of no effect. */
    private static void requireOwn(Limit limit) {
        String named = limit.scope().values().getOrDefault(Dimension.TENANT, limit.tenant());
        if (!limit.tenant().isEmpty() && !named.equals(limit.tenant())) {
            throw ProblemException.badField("scope/tenant", "is another tenant than the one whose limit it is");
        }
    }

    private static void requireActing(Limit limit) {
        if (limit.namesModelInVain()) {
            throw ProblemException.badField(
                    "thresholds", "name a model, but a limit on a provider can't send requests to another one");
        }
    }

    private AdminAnswer update(AdminCall call) {
        StoredLimit before = found(call);
        Limit wanted = LimitFields.read(call.body(), before.limit());
        requireActing(wanted);
        StoredLimit after = done(limits.update(wanted, call.expectedVersion(before.version())));
        call.touches(wanted.id(), wanted.tenant());
        return AdminAnswer.ok(LimitShape.of(after), after.version());
    }

    private AdminAnswer delete(AdminCall call) {
        StoredLimit before = found(call);
        done(limits.delete(before.limit().id(), call.expectedVersion(before.version())));
        call.touches(before.limit().id(), before.limit().tenant());
        return AdminAnswer.nothing();
    }

    private static StoredLimit done(StoreOutcome outcome) {
        return switch (outcome) {
            case StoreOutcome.Done done -> done.limit();
            case StoreOutcome.Absent absent -> throw ProblemException.absent();
            case StoreOutcome.Stale stale -> throw ProblemException.changed();
        };
    }

    private StoredLimit found(AdminCall call) {
        StoredLimit found = limits.find(call.path("limit")).orElseThrow(ProblemException::absent);
        call.require(scopes.of(found.limit()));
        return found;
    }
}
