package io.serai.gateway.admin;

import io.serai.api.caller.Role;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.RoleBinding;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Roles;
import io.serai.processors.identity.Delegation;
import io.serai.processors.identity.Delegation.Bounds;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who has which role. Nobody gives, or takes, what is more than he has himself. */
final class RoleBindingKind implements DirectoryKind<RoleBinding> {

    private static final Names NAMES =
            new Names("role-bindings", "binding", "RoleBinding", "role", Right.USERS_READ, Right.USERS_WRITE);

    private final Roles roles;
    private final Owners owners;

    RoleBindingKind(Roles roles, Owners owners) {
        this.roles = roles;
        this.owners = owners;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(RoleBinding thing) {
        return thing.id();
    }

    @Override
    public String tenant(RoleBinding thing) {
        return thing.tenant();
    }

    @Override
    public long version(RoleBinding thing) {
        return thing.version();
    }

    @Override
    public Scope scope(AdminCall call, RoleBinding thing) {
        return Scope.of(thing.tenant(), thing.team());
    }

    @Override
    public Map<String, Object> shape(RoleBinding thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("holder_kind", thing.holder().kind().name().toLowerCase(Locale.ROOT));
        json.put("holder", thing.holder().id());
        json.put("role", thing.role().label());
        json.put("team", thing.team());
        json.put("created_by", thing.createdBy());
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<RoleBinding> find(String id) {
        return roles.find(id);
    }

    @Override
    public Page<RoleBinding> list(AdminCall call, Extent extent) {
        return roles.list(extent.tenantOrAll(), extent.narrow(call.ask(Map.of("holder", "holder"))));
    }

    @Override
    public Outcome<RoleBinding> create(AdminCall call) {
        Fields body = call.body();
        HolderKind kind = HolderKind.valueOf(body.text("holder_kind").toUpperCase(Locale.ROOT));
        Holder holder = new Holder(kind, body.text("holder"));
        String tenant = owners.tenantOf(holder).orElseThrow(ProblemException::absent);
        String team = body.text("team", "");
        Role role = Role.of(body.text("role")).orElseThrow();
        call.require(Scope.of(tenant, team));
        Gifts.requireRole(call, new Delegation.Asked(tenant, team, "", Set.of(role), Set.of(), List.of(), Bounds.NONE));
        return roles.give(tenant, holder, role, team, call.caller().principal());
    }

    /** A role is given and taken, not changed. */
    @Override
    public Outcome<RoleBinding> update(AdminCall call, RoleBinding now) {
        return new Outcome.Refused<>("A role is given and taken, not changed.");
    }

    @Override
    public Outcome<RoleBinding> delete(AdminCall call, RoleBinding now) {
        Gifts.requireRole(
                call,
                new Delegation.Asked(
                        now.tenant(), now.team(), "", Set.of(now.role()), Set.of(), List.of(), Bounds.NONE));
        return roles.take(now.tenant(), now.id(), call.expectedVersion(now.version()));
    }
}
