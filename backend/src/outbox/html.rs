//! The part of a message that most people see, made of the same blocks as its plain text. Tables and
//! styles beside each element are what survives mail programs; nothing is loaded from elsewhere but
//! the brand's own logo, and nothing tells that a message was read.

use domain::{
    Lang,
    mails::{Block, Composed, Logo, Look, Span, clean},
};

/// The colours of a message in the dark; mail programs that know no media query show it light.
const DARK: &str = "@media (prefers-color-scheme:dark){\
body,.bg{background:#161616!important}\
.card{background:#222!important;border-color:#3a3a3a!important}\
.card,.card td{color:#ececec!important}\
.card .note{color:#b4b4b4!important}\
.card a.link{color:#9ec5f4!important}\
.card img.logo{padding:8px 12px!important;background:#f7f7f5!important;border-radius:8px}}";

/// The HTML part of a message. Without a look it is headed by nothing.
pub(super) fn html(composed: &Composed, lang: Lang, look: Option<&Look>) -> String {
    let neutral = Look::plain("");
    let colours = look.unwrap_or(&neutral);
    let mut rows = String::new();
    if let Some(look) = look {
        rows.push_str(&head(look));
    }
    for block in &composed.blocks {
        rows.push_str(&row(block, colours));
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n\
<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta name=\"color-scheme\" content=\"light dark\">\n\
<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
<title>{title}</title>\n<style>{DARK}</style>\n</head>\n\
<body style=\"margin:0;padding:0;background:#f4f4f2\">\n\
<table role=\"presentation\" class=\"bg\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
border=\"0\" style=\"background:#f4f4f2\"><tr><td align=\"center\" style=\"padding:32px 12px\">\n\
<table role=\"presentation\" class=\"card\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
border=\"0\" style=\"max-width:560px;background:#ffffff;border:1px solid #e4e4e0;\
border-radius:10px;color:#222222;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;\
font-size:16px;line-height:1.5;text-align:left\">\n\
<tr><td style=\"padding:20px 0 0\"></td></tr>\n{rows}\
<tr><td style=\"padding:0 0 20px\"></td></tr>\n\
</table>\n</td></tr></table>\n</body>\n</html>\n",
        title = escaped(&composed.subject),
    )
}

fn head(look: &Look) -> String {
    let name = escaped(&clean(&look.product_name));
    let logo = look.logo.as_ref();
    let shown = match logo.filter(|logo| logo.url.starts_with("http")) {
        // Where pictures are not loaded, the name stands in their place as it does without one.
        Some(Logo {
            url, width, height, ..
        }) => format!(
            "<img class=\"logo\" src=\"{}\" alt=\"{name}\" width=\"{width}\" \
height=\"{height}\" style=\"display:block;border:0;font-size:18px;font-weight:bold\">",
            escaped(url)
        ),
        None => format!("<strong style=\"font-size:18px\">{name}</strong>"),
    };
    format!("<tr><td style=\"padding:8px 32px 12px\">{shown}</td></tr>\n")
}

fn row(block: &Block, look: &Look) -> String {
    match block {
        Block::Paragraph(spans) => {
            format!(
                "<tr><td style=\"padding:8px 32px\">{}</td></tr>\n",
                run(spans)
            )
        }
        Block::Note(spans) => format!(
            "<tr><td class=\"note\" style=\"padding:8px 32px;font-size:13px;color:#666666\">{}</td></tr>\n",
            run(spans)
        ),
        // The colour stands on the cell too: some programs drop it from links.
        Block::Button { label, url } => format!(
            "<tr><td style=\"padding:12px 32px\">\
<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
<td bgcolor=\"{accent}\" style=\"background:{accent};border-radius:8px\">\
<a href=\"{url}\" style=\"display:inline-block;padding:12px 22px;color:{on_accent};\
font-weight:600;text-decoration:none\">{label}</a></td></tr></table></td></tr>\n",
            accent = colour(&look.accent, "#2f4858"),
            on_accent = colour(&look.on_accent, "#ffffff"),
            url = escaped(url),
            label = escaped(label),
        ),
    }
}

fn run(spans: &[Span]) -> String {
    let parts = spans.iter().map(|span| match span {
        Span::Text(text) => escaped(text).replace('\n', "<br>"),
        Span::Link(url) => {
            let url = escaped(url);
            format!("<a class=\"link\" href=\"{url}\" style=\"color:#1f5fa8;word-break:break-all\">{url}</a>")
        }
    });
    parts.collect()
}

/// A colour that is one, so that none can end the style it stands in.
fn colour<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        text
    } else {
        otherwise
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use domain::mails::{TemplateDraft, compose};

    use super::*;

    fn shown(look: &Look) -> String {
        let draft = TemplateDraft {
            subject: "{name}".to_owned(),
            body: "{name}\nnext\n\n[Go, {name}]({link})\n\n> {link}".to_owned(),
        };
        let words = [
            ("name", "<script>\"'&".to_owned()),
            ("link", "https://h/x?a=1&b=2".to_owned()),
        ];
        html(&compose(&draft, &words), Lang::Bg, Some(look))
    }

    fn logo(url: &str) -> Logo {
        Logo {
            url: url.to_owned(),
            file: "x.png".to_owned(),
            width: 180,
            height: 36,
        }
    }

    #[test]
    fn words_are_words() {
        let page = shown(&Look::plain("A & <b>"));
        assert!(
            !page.contains("<script>") && !page.contains("<b>"),
            "{page}"
        );
        assert!(page.contains("&lt;script&gt;&quot;&#39;&amp;<br>next"));
        assert!(page.contains("href=\"https://h/x?a=1&amp;b=2\""));
        assert!(page.contains("lang=\"bg\""));
        assert!(
            !page.contains("<img") && !page.contains("url("),
            "nothing is loaded"
        );
    }

    #[test]
    fn a_look_cannot_break_out() {
        let page = shown(&Look {
            product_name: "Acme".to_owned(),
            accent: "red;}</style><script>".to_owned(),
            on_accent: "#12345\"".to_owned(),
            logo: Some(logo("https://acme.h/logo\"><script>")),
        });
        assert!(
            !page.contains("<script>") && page.contains("#2f4858"),
            "{page}"
        );
        let mut look = Look::plain("Acme");
        look.logo = Some(logo("javascript:alert(1)"));
        assert!(!shown(&look).contains("javascript"));
    }

    #[test]
    fn a_logo_has_its_size_and_the_name_in_its_place() {
        let page = shown(&Look {
            logo: Some(logo("https://acme.h/brand/x.png")),
            ..Look::plain("A & B")
        });
        let logo =
            "src=\"https://acme.h/brand/x.png\" alt=\"A &amp; B\" width=\"180\" height=\"36\"";
        assert!(page.contains(logo), "{page}");
        assert!(!page.contains("<strong"), "the name is said once");
    }
}
