package io.serai.gateway.admin;

import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Tenant;
import io.serai.processors.directory.Tenants;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tenants. */
final class TenantKind implements DirectoryKind<Tenant> {

    private static final Names NAMES =
            new Names("tenants", "tenant", "Tenant", "tenant", Right.TENANTS_READ, Right.TENANTS_WRITE);

    private final Tenants tenants;

    TenantKind(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(Tenant tenant) {
        return tenant.id();
    }

    @Override
    public String tenant(Tenant tenant) {
        return tenant.id();
    }

    @Override
    public long version(Tenant tenant) {
        return tenant.version();
    }

    @Override
    public Scope scope(AdminCall call, Tenant tenant) {
        return Scope.ofTenant(tenant.id());
    }

    @Override
    public Map<String, Object> shape(Tenant tenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", tenant.id());
        json.put("name", tenant.name());
        json.put("status", tenant.status().label());
        json.put("version", tenant.version());
        json.put("created_at", Shapes.instant(tenant.createdAt()));
        return json;
    }

    @Override
    public Optional<Tenant> find(String id) {
        return tenants.find(id);
    }

    /** Of all but platform administrators, their own. */
    @Override
    public Page<Tenant> list(AdminCall call, Extent extent) {
        if (!extent.tenant().isEmpty()) {
            List<Tenant> own = tenants.find(extent.tenant()).stream().toList();
            return new Page<>(own, Optional.empty());
        }
        return tenants.list(call.ask(Map.of("name", "name", "status", "status")));
    }

    @Override
    public Outcome<Tenant> create(AdminCall call) {
        call.require(Scope.PLATFORM);
        return tenants.create(call.body().text("name"));
    }

    @Override
    public Outcome<Tenant> update(AdminCall call, Tenant now) {
        Status status = call.body().maybeText("status").flatMap(Status::of).orElse(now.status());
        return tenants.update(
                now.id(),
                call.expectedVersion(now.version()),
                new Tenants.Spec(call.body().text("name", now.name()), status));
    }

    @Override
    public Outcome<Tenant> delete(AdminCall call, Tenant now) {
        return tenants.delete(now.id(), call.expectedVersion(now.version()));
    }
}
