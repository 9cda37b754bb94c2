import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds each PDF named on the command line against PDF/UA-1 and PDF/A-2a; leaves with 1 when one fails. */
public class Conformance {
    private static final String[] PROFILES = {"ua1", "2a"};

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean allConform = true;
        for (String path : paths) {
            for (String profile : PROFILES) {
                allConform &= conforms(path, profile);
            }
        }
        System.exit(allConform ? 0 : 1);
    }

    private static boolean conforms(String path, String profile) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(profile);
        try (InputStream pdf = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(pdf, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s: %s%n", Path.of(path).getFileName(), profile,
                    result.isCompliant() ? "conforms" : "DOES NOT CONFORM");
            Set<String> reasons = new LinkedHashSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    reasons.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber()
                            + " " + assertion.getMessage());
                }
            }
            reasons.forEach(reason -> System.out.println("    " + reason));
            return result.isCompliant();
        }
    }
}
