package io.serai.processors.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.caller.Role;
import io.serai.api.json.Json;
import io.serai.processors.oidc.Mapping.Holder;
import io.serai.processors.oidc.Mapping.Mapped;
import io.serai.processors.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTest {

    private static final String CLAIMS =
            """
            {
              "sub": "1", "tenant": "acme", "scope": "openid models:read  admin", "level": 3, "internal": true,
              "groups": ["/acme/research", "/everybody"],
              "realm_access": {"roles": ["dev", "other"]},
              "resource_access": {"serai": {"roles": ["lead"]}, "a/b~c": {"roles": ["x"]}},
              "https://example.com/team": "blue",
              "preferred_username": "alice"
            }
            """;

    @Test
    void claims_byNameAndPointer_areFound() throws Exception {
        assertThat(values("{claim: tenant}")).containsExactly("acme");
        assertThat(values("{claim: /realm_access/roles}")).containsExactly("dev", "other");
        assertThat(values("{claim: /resource_access/a~1b~0c/roles}")).containsExactly("x");
        assertThat(values("{claim: 'https://example.com/team'}")).containsExactly("blue");
        assertThat(values("{claim: level}")).containsExactly("3");
        assertThat(values("{claim: internal}")).containsExactly("true");
        assertThat(values("{claim: /groups/0}")).isEmpty();
        assertThat(values("{claim: realm_access}")).isEmpty();
        assertThat(values("{claim: nothing}")).isEmpty();
        assertThat(values("{claim: /tenant/deeper}")).isEmpty();
    }

    @Test
    void values_byWordsPatternAndTable_areOurs() throws Exception {
        assertThat(values("{claim: scope, words: true}")).containsExactly("openid", "models:read", "admin");
        assertThat(values("{claim: groups, pattern: '/[^/]+/([^/]+)'}")).containsExactly("research");
        assertThat(values("{claim: groups, pattern: '/every.*'}")).containsExactly("/everybody");
        assertThat(values("{claim: groups, map: {/acme/research: lab}}")).containsExactly("lab");
        assertThat(values("{claim: groups, pattern: '/acme/(.*)', map: {research: lab}}"))
                .containsExactly("lab");
    }

    @Test
    void rules_together_makeACaller() throws Exception {
        Mapped mapped = mapping(
                        """
                        tenant: [{claim: nothing}, {claim: tenant, map: {acme: ten_1}}]
                        team: {claim: groups, pattern: '/acme/(.*)'}
                        roles:
                          - {claim: /realm_access/roles, map: {dev: developer, other: viewer}}
                          - {claim: /resource_access/serai/roles, map: {lead: team_lead}}
                        tags: {claim: /resource_access/serai/roles}
                        attributes: {level: {claim: level}, groups: {claim: groups}, none: {claim: none}}
                        """)
                .apply(claims());
        assertThat(mapped.holder()).isEqualTo(Holder.PERSON);
        assertThat(mapped.tenant()).isEqualTo("ten_1");
        assertThat(mapped.team()).isEqualTo("research");
        assertThat(mapped.app()).isEmpty();
        assertThat(mapped.name()).isEqualTo("alice");
        assertThat(mapped.roles()).containsExactlyInAnyOrder(Role.DEVELOPER, Role.VIEWER, Role.TEAM_LEAD);
        assertThat(mapped.tags()).containsExactly("lead");
        assertThat(mapped.attributes()).isEqualTo(Map.of("level", "3", "groups", "/acme/research,/everybody"));
    }

    @Test
    void machine_byItsClaim_isOne() throws Exception {
        Mapped mapped = mapping(
                        """
                        tenant: {claim: tenant}
                        application: {claim: tenant, map: {acme: batch}}
                        machine: {claim: internal, map: {"true": "yes"}}
                        """)
                .apply(claims());
        assertThat(mapped.holder()).isEqualTo(Holder.MACHINE);
        assertThat(mapped.app()).isEqualTo("batch");
    }

    @Test
    void team_namedTwice_isRefused() throws Exception {
        Mapping mapping = mapping("tenant: {claim: tenant}\nteam: {claim: groups}\n");
        Map<String, Object> claims = claims();
        assertThatThrownBy(() -> mapping.apply(claims)).hasMessageContaining("more than one team");
    }

    private static List<String> values(String rule) throws Exception {
        Mapping mapping = mapping("tenant: {claim: tenant}\ntags: " + rule + "\n");
        return List.copyOf(mapping.apply(claims()).tags());
    }

    private static Mapping mapping(String yaml) {
        return MappingReader.read(YamlFile.read("oidc.yaml", yaml).orElseThrow().map());
    }

    private static Map<String, Object> claims() throws Exception {
        return Json.standard().readObject(CLAIMS.getBytes(StandardCharsets.UTF_8));
    }
}
