package io.serai.gateway.admin;

import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.User;
import io.serai.processors.directory.Users;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** People. Nobody changes or removes whom he could not make what he is. */
final class UserKind implements DirectoryKind<User> {

    private static final Names NAMES = new Names("users", "user", "User", "user", Right.USERS_READ, Right.USERS_WRITE);

    private final Users users;
    private final Gifts gifts;

    UserKind(Users users, Gifts gifts) {
        this.users = users;
        this.gifts = gifts;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(User thing) {
        return thing.id();
    }

    @Override
    public String tenant(User thing) {
        return thing.tenant();
    }

    @Override
    public long version(User thing) {
        return thing.version();
    }

    /** A user who has a role in the caller's team belongs to it, as far as the caller is concerned. */
    @Override
    public Scope scope(AdminCall call, User thing) {
        String team = call.caller().team();
        boolean together = !team.isEmpty()
                && thing.tenant().equals(call.caller().tenant())
                && gifts.hasRoleIn(thing.tenant(), holder(thing), team);
        return Scope.of(thing.tenant(), together ? team : "");
    }

    @Override
    public Map<String, Object> shape(User thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("issuer", thing.issuer());
        json.put("subject", thing.subject());
        json.put("name", thing.name());
        json.put("email", thing.email());
        json.put("status", thing.status().label());
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<User> find(String id) {
        return users.find(id);
    }

    @Override
    public Page<User> list(AdminCall call, Extent extent) {
        return users.list(extent.tenantOrAll(), call.ask(Map.of("name", "name")));
    }

    @Override
    public Outcome<User> create(AdminCall call) {
        Fields body = call.body();
        String tenant = call.tenantOfNew();
        call.require(Scope.ofTenant(tenant));
        Users.Spec spec = new Users.Spec(body.text("name"), body.text("email", ""), Status.ACTIVE);
        if (!body.has("issuer") && !body.has("subject")) {
            return users.createLocal(tenant, spec);
        }
        return users.create(tenant, new Users.Identity(body.text("issuer", ""), body.text("subject", "")), spec);
    }

    @Override
    public Outcome<User> update(AdminCall call, User now) {
        Fields body = call.body();
        gifts.requireMayMake(call, now.tenant(), holder(now));
        Users.Spec spec = new Users.Spec(
                body.text("name", now.name()),
                body.text("email", now.email()),
                body.maybeText("status").flatMap(Status::of).orElse(now.status()));
        return users.update(now.tenant(), now.id(), call.expectedVersion(now.version()), spec);
    }

    @Override
    public Outcome<User> delete(AdminCall call, User now) {
        gifts.requireMayMake(call, now.tenant(), holder(now));
        return users.delete(now.tenant(), now.id(), call.expectedVersion(now.version()));
    }

    private static Holder holder(User user) {
        return new Holder(HolderKind.USER, user.id());
    }
}
