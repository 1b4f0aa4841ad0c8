package in.nirantar;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.AbstractGroup;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.v251.message.OML_O21;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.parser.UnexpectedSegmentBehaviourEnum;
import ca.uhn.hl7v2.util.Hl7InputStreamMessageStringIterator;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes batch files with HAPI's parser: its strictest rules, no segment where the structure has none, nothing lost on the way. */
public final class Strict {
    private static final Set<String> EVENTS = Set.of("A01", "A02", "A03", "A04", "A08", "A11", "A40", "O21", "R01");

    private static void need(boolean truth, String told) {
        if (!truth) {
            throw new IllegalStateException(told);
        }
    }

    /** Segments that the structure does not have, wherever HAPI put them. */
    private static void standardOnly(Group group, String told) throws Exception {
        need(((AbstractGroup) group).getNonStandardNames().isEmpty(), "a segment has no place in " + told);
        for (String name : group.getNames()) {
            for (Structure structure : group.getAll(name)) {
                if (structure instanceof Group) {
                    standardOnly((Group) structure, told);
                }
            }
        }
    }

    private static void segmentsStay(String text, Message message, PipeParser parser) throws Exception {
        String again = parser.encode(message);
        List<String> before = new ArrayList<>(List.of(text.split("\r")));
        List<String> after = new ArrayList<>(List.of(again.split("\r")));
        need(before.size() == after.size(), "segments were lost: " + text + "\n" + again);
        for (int at = 0; at < before.size(); at++) {
            need(before.get(at).substring(0, 3).equals(after.get(at).substring(0, 3)), "another order: " + text);
        }
    }

    private static void laboratory(Message message) throws Exception {
        if (message instanceof OML_O21) {
            OML_O21 order = (OML_O21) message;
            need(order.getORDERReps() == 1, "one order a message");
            need(order.getORDER().getOBSERVATION_REQUEST().getPRIOR_RESULTReps() == 0, "a specimen was read as a prior result");
        }
        if (message instanceof ORU_R01) {
            ORU_R01 result = (ORU_R01) message;
            need(result.getPATIENT_RESULTReps() == 1, "one patient");
            for (int at = 0; at < result.getPATIENT_RESULT().getORDER_OBSERVATIONReps(); at++) {
                need(result.getPATIENT_RESULT().getORDER_OBSERVATION(at).getOBSERVATIONReps() == 1, "one value an order");
            }
        }
    }

    public static void main(String[] files) throws Exception {
        try (HapiContext context = new DefaultHapiContext(ValidationContextFactory.defaultValidation())) {
            context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
            context.getParserConfiguration().setUnexpectedSegmentBehaviour(UnexpectedSegmentBehaviourEnum.THROW_HL7_EXCEPTION);
            context.getParserConfiguration().setValidating(true);
            PipeParser parser = context.getPipeParser();
            for (String file : files) {
                Map<String, Integer> events = new TreeMap<>();
                Set<String> ids = new HashSet<>();
                try (var in = Files.newInputStream(Path.of(file))) {
                    var messages = new Hl7InputStreamMessageStringIterator(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
                    while (messages.hasNext()) {
                        // The iterator leaves the end of the batch with its last message.
                        take(messages.next().split("(?<=\r)BTS\\|")[0], parser, events, ids);
                    }
                }
                String text = Files.readString(Path.of(file));
                need(text.contains("\rBTS|" + ids.size() + "|"), file + ": BTS-1 is not " + ids.size());
                need(events.keySet().equals(EVENTS), "events " + events);
                System.out.println(Path.of(file).getFileName() + ": " + ids.size() + " messages taken by HAPI " + events);
            }
        }
    }

    private static void take(String text, PipeParser parser, Map<String, Integer> events, Set<String> ids) throws Exception {
        Message message;
        try {
            message = parser.parse(text);
        } catch (Exception refused) {
            throw new IllegalStateException(refused.getMessage() + "\n" + text.replace('\r', '\n'), refused);
        }
        Terser terser = new Terser(message);
        String event = terser.get("/MSH-9-2");
        need(message.getName().equals(terser.get("/MSH-9-3")), "structure of " + event);
        standardOnly(message, text);
        segmentsStay(text, message, parser);
        laboratory(message);
        String id = terser.get("/MSH-10");
        need(ids.add(id) && id.length() <= 20, "control id " + id);
        Message answer = message.generateACK();
        need(id.equals(new Terser(answer).get("/MSA-2")), "the acknowledgement of " + id);
        events.merge(event, 1, Integer::sum);
    }
}
