package io.serai.gateway.admin;

import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Status;
import io.serai.processors.directory.Team;
import io.serai.processors.directory.Teams;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Teams. */
final class TeamKind implements DirectoryKind<Team> {

    private static final Names NAMES = new Names("teams", "team", "Team", "team", Right.TEAMS_READ, Right.TEAMS_WRITE);

    private final Teams teams;

    TeamKind(Teams teams) {
        this.teams = teams;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(Team thing) {
        return thing.id();
    }

    @Override
    public String tenant(Team thing) {
        return thing.tenant();
    }

    @Override
    public long version(Team thing) {
        return thing.version();
    }

    @Override
    public Scope scope(AdminCall call, Team thing) {
        return Scope.of(thing.tenant(), thing.id());
    }

    @Override
    public Map<String, Object> shape(Team thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("name", thing.name());
        json.put("status", thing.status().label());
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<Team> find(String id) {
        return teams.find(id);
    }

    @Override
    public Page<Team> list(AdminCall call, Extent extent) {
        return teams.list(extent.tenantOrAll(), call.ask(Map.of("name", "name")));
    }

    @Override
    public Outcome<Team> create(AdminCall call) {
        String tenant = call.tenantOfNew();
        call.require(Scope.ofTenant(tenant));
        return teams.create(tenant, call.body().text("name"));
    }

    @Override
    public Outcome<Team> update(AdminCall call, Team now) {
        Status status = call.body().maybeText("status").flatMap(Status::of).orElse(now.status());
        return teams.update(
                now.tenant(),
                now.id(),
                call.expectedVersion(now.version()),
                new Teams.Spec(call.body().text("name", now.name()), status));
    }

    @Override
    public Outcome<Team> delete(AdminCall call, Team now) {
        return teams.delete(now.tenant(), now.id(), call.expectedVersion(now.version()));
    }
}
