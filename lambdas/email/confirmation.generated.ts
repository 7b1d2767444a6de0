// Written by `npm run templates` from templates/. Do not edit.
import type { ConfirmationParts } from './confirmation-fields.ts';
export const CONFIRMATION_TEMPLATE: Readonly<Record<'ltr' | 'rtl', ConfirmationParts>> = {
  "ltr": [
    "<!doctype html>\n<html lang=\"",
    {
      "field": "lang"
    },
    "\" dir=\"ltr\" xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n<title>",
    {
      "field": "subject"
    },
    "</title>\n<!--[if !mso]><!-->\n<meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">\n<!--<![endif]-->\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style type=\"text/css\">\n#outlook a { padding:0; }\nbody { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }\ntable, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }\nimg { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }\np { display:block;margin:13px 0; }\n</style>\n<!--[if mso]>\n<noscript>\n<xml>\n<o:OfficeDocumentSettings>\n<o:AllowPNG/>\n<o:PixelsPerInch>96</o:PixelsPerInch>\n</o:OfficeDocumentSettings>\n</xml>\n</noscript>\n<![endif]-->\n<!--[if lte mso 11]>\n<style type=\"text/css\">\n.mj-outlook-group-fix { width:100% !important; }\n</style>\n<![endif]-->\n<style type=\"text/css\">\n@media only screen and (min-width:480px) {\n.mj-column-per-100 { width:100% !important; max-width: 100%; }\n}\n</style>\n<style media=\"screen and (min-width:480px)\">\n.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }\n</style>\n<style type=\"text/css\">\n.side div, .side a { overflow-wrap: anywhere; word-break: break-word; }\n.title h1 { text-wrap: balance; }\n.image a { text-decoration: none; }\n.image img { background: #e4e1db; color: #5c5953; font-family: ",
    {
      "field": "bodyFont"
    },
    "; line-height: 20px; }\n@media (min-width: 640px) {\n.page { padding: 32px 0; }\n.card, .card > table { border-radius: 8px !important; }\n}\n@media (max-width: 480px) {\n.side { padding-left: 20px !important; padding-right: 20px !important; }\n.title h1 { font-size: 26px !important; line-height: 32px !important; }\n}\n</style>\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\n<style>\n:root { color-scheme: light dark; supported-color-schemes: light dark; }\n@media (prefers-color-scheme: dark) {\n.page, .page > div, .foot, .foot > table { background: #131312 !important; }\n.card, .card > table { background: #1e1e1c !important; }\n.ink div { color: #f0eee9 !important; }\n.quiet, .quiet div { color: #b3afa7 !important; }\n.ink a, .quiet a { color: ",
    {
      "field": "darkLink"
    },
    " !important; }\n.pill, .line p { border-color: #42403b !important; }\n.image img { background: #42403b !important; color: #b3afa7 !important; }\n.button td, .button a { background: ",
    {
      "field": "darkButton"
    },
    " !important; border-color: ",
    {
      "field": "darkButton"
    },
    " !important; color: ",
    {
      "field": "darkButtonText"
    },
    " !important; }\n}\n</style>\n<style>\n[data-ogsb] .page, [data-ogsb] .page > div, [data-ogsb] .foot, [data-ogsb] .foot > table { background: #131312 !important; }\n[data-ogsb] .card, [data-ogsb] .card > table { background: #1e1e1c !important; }\n[data-ogsc] .ink div { color: #f0eee9 !important; }\n[data-ogsc] .quiet, [data-ogsc] .quiet div { color: #b3afa7 !important; }\n[data-ogsc] .ink a, [data-ogsc] .quiet a { color: ",
    {
      "field": "darkLink"
    },
    " !important; }\n[data-ogsc] .pill, [data-ogsc] .line p { border-color: #42403b !important; }\n[data-ogsb] .button td, [data-ogsb] .button a { background: ",
    {
      "field": "darkButton"
    },
    " !important; border-color: ",
    {
      "field": "darkButton"
    },
    " !important; }\n[data-ogsc] .button a { color: ",
    {
      "field": "darkButtonText"
    },
    " !important; }\n</style>\n</head>\n<body  class=\"page\" style=\"word-spacing:normal;background-color:#f4f3f0;\">\n<div\naria-label=\"",
    {
      "field": "subject"
    },
    "\" aria-roledescription=\"email\" role=\"article\" lang=\"",
    {
      "field": "lang"
    },
    "\" dir=\"ltr\" style=\"word-spacing:normal;background-color:#f4f3f0;\"\n>\n<!--[if mso | IE]><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"card-outlook\" role=\"presentation\" style=\"width:600px;\" width=\"600\" bgcolor=\"#ffffff\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]-->\n<div  class=\"card\" style=\"background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;\">\n<table\nalign=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#ffffff;background-color:#ffffff;width:100%;\"\n>\n<tbody>\n<tr>\n<td\nstyle=\"border-top:4px solid ",
    {
      "field": "bar"
    },
    ";direction:ltr;font-size:0px;padding:28px 0 40px;text-align:center;\"\n>\n<!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:600px;\" ><![endif]-->\n<div\nclass=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"vertical-align:top;\" width=\"100%\"\n>\n<tbody>\n<tr>\n<td\nalign=\"left\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;font-weight:700;line-height:24px;text-align:left;color:#1d1c1a;\"\n><a href=\"",
    {
      "field": "website"
    },
    "\" style=\"color:",
    {
      "field": "link"
    },
    ";text-decoration:none\">",
    {
      "field": "showName"
    },
    "</a></div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"left\" class=\"side ink title\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:left;color:#1d1c1a;\"\n><h1 style=\"margin:0;font-family:",
    {
      "field": "headingFont"
    },
    ";font-size:30px;line-height:38px;font-weight:700\">",
    {
      "field": "heading"
    },
    "</h1></div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"left\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;padding-top:16px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:left;color:#1d1c1a;\"\n>",
    {
      "field": "request"
    },
    "</div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"left\" class=\"side button\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"border-collapse:separate;line-height:100%;\"\n>\n<tbody>\n<tr>\n<td\nalign=\"center\" bgcolor=\"",
    {
      "field": "button"
    },
    "\" role=\"presentation\" style=\"border:2px solid ",
    {
      "field": "buttonBorder"
    },
    ";border-radius:6px;cursor:auto;mso-padding-alt:12px 26px;background:",
    {
      "field": "button"
    },
    ";\" valign=\"middle\"\n>\n<a\nhref=\"",
    {
      "field": "confirmUrl"
    },
    "\" style=\"display:inline-block;background:",
    {
      "field": "button"
    },
    ";color:",
    {
      "field": "buttonText"
    },
    ";font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;font-weight:600;line-height:20px;margin:0;text-decoration:none;text-transform:none;padding:12px 26px;mso-padding-alt:0px;border-radius:6px;\" target=\"_blank\"\n>\n",
    {
      "field": "action"
    },
    "\n</a>\n</td>\n</tr>\n</tbody>\n</table>\n</td>\n</tr>\n<tr>\n<td\nalign=\"left\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:left;color:#1d1c1a;\"\n><p style=\"margin:0 0 16px\">",
    {
      "field": "ifNot"
    },
    "</p>\n<p style=\"margin:0\">",
    {
      "field": "address"
    },
    "<br><a href=\"",
    {
      "field": "confirmUrl"
    },
    "\" dir=\"ltr\" style=\"color:",
    {
      "field": "link"
    },
    "\">",
    {
      "field": "confirmUrl"
    },
    "</a></p></div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"foot-outlook\" role=\"presentation\" style=\"width:600px;\" width=\"600\" bgcolor=\"#f4f3f0\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]-->\n<div  class=\"foot\" style=\"background:#f4f3f0;background-color:#f4f3f0;margin:0px auto;max-width:600px;\">\n<table\nalign=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#f4f3f0;background-color:#f4f3f0;width:100%;\"\n>\n<tbody>\n<tr>\n<td\nstyle=\"direction:ltr;font-size:0px;padding:24px 0 40px;text-align:center;\"\n>\n<!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:600px;\" ><![endif]-->\n<div\nclass=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"vertical-align:top;\" width=\"100%\"\n>\n<tbody>\n<tr>\n<td\nalign=\"left\" class=\"side quiet\" style=\"font-size:0px;padding:0 40px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:14px;line-height:22px;text-align:left;color:#5c5953;\"\n>",
    {
      "field": "sender"
    },
    "</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</div>\n</body>\n</html>"
  ],
  "rtl": [
    "<!doctype html>\n<html lang=\"",
    {
      "field": "lang"
    },
    "\" dir=\"rtl\" xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n<title>",
    {
      "field": "subject"
    },
    "</title>\n<!--[if !mso]><!-->\n<meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">\n<!--<![endif]-->\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style type=\"text/css\">\n#outlook a { padding:0; }\nbody { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }\ntable, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }\nimg { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }\np { display:block;margin:13px 0; }\n</style>\n<!--[if mso]>\n<noscript>\n<xml>\n<o:OfficeDocumentSettings>\n<o:AllowPNG/>\n<o:PixelsPerInch>96</o:PixelsPerInch>\n</o:OfficeDocumentSettings>\n</xml>\n</noscript>\n<![endif]-->\n<!--[if lte mso 11]>\n<style type=\"text/css\">\n.mj-outlook-group-fix { width:100% !important; }\n</style>\n<![endif]-->\n<style type=\"text/css\">\n@media only screen and (min-width:480px) {\n.mj-column-per-100 { width:100% !important; max-width: 100%; }\n}\n</style>\n<style media=\"screen and (min-width:480px)\">\n.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }\n</style>\n<style type=\"text/css\">\n.side div, .side a { overflow-wrap: anywhere; word-break: break-word; }\n.title h1 { text-wrap: balance; }\n.image a { text-decoration: none; }\n.image img { background: #e4e1db; color: #5c5953; font-family: ",
    {
      "field": "bodyFont"
    },
    "; line-height: 20px; }\n@media (min-width: 640px) {\n.page { padding: 32px 0; }\n.card, .card > table { border-radius: 8px !important; }\n}\n@media (max-width: 480px) {\n.side { padding-left: 20px !important; padding-right: 20px !important; }\n.title h1 { font-size: 26px !important; line-height: 32px !important; }\n}\n</style>\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no\">\n<style>\n:root { color-scheme: light dark; supported-color-schemes: light dark; }\n@media (prefers-color-scheme: dark) {\n.page, .page > div, .foot, .foot > table { background: #131312 !important; }\n.card, .card > table { background: #1e1e1c !important; }\n.ink div { color: #f0eee9 !important; }\n.quiet, .quiet div { color: #b3afa7 !important; }\n.ink a, .quiet a { color: ",
    {
      "field": "darkLink"
    },
    " !important; }\n.pill, .line p { border-color: #42403b !important; }\n.image img { background: #42403b !important; color: #b3afa7 !important; }\n.button td, .button a { background: ",
    {
      "field": "darkButton"
    },
    " !important; border-color: ",
    {
      "field": "darkButton"
    },
    " !important; color: ",
    {
      "field": "darkButtonText"
    },
    " !important; }\n}\n</style>\n<style>\n[data-ogsb] .page, [data-ogsb] .page > div, [data-ogsb] .foot, [data-ogsb] .foot > table { background: #131312 !important; }\n[data-ogsb] .card, [data-ogsb] .card > table { background: #1e1e1c !important; }\n[data-ogsc] .ink div { color: #f0eee9 !important; }\n[data-ogsc] .quiet, [data-ogsc] .quiet div { color: #b3afa7 !important; }\n[data-ogsc] .ink a, [data-ogsc] .quiet a { color: ",
    {
      "field": "darkLink"
    },
    " !important; }\n[data-ogsc] .pill, [data-ogsc] .line p { border-color: #42403b !important; }\n[data-ogsb] .button td, [data-ogsb] .button a { background: ",
    {
      "field": "darkButton"
    },
    " !important; border-color: ",
    {
      "field": "darkButton"
    },
    " !important; }\n[data-ogsc] .button a { color: ",
    {
      "field": "darkButtonText"
    },
    " !important; }\n</style>\n</head>\n<body  class=\"page\" style=\"word-spacing:normal;background-color:#f4f3f0;\">\n<div\naria-label=\"",
    {
      "field": "subject"
    },
    "\" aria-roledescription=\"email\" role=\"article\" lang=\"",
    {
      "field": "lang"
    },
    "\" dir=\"rtl\" style=\"word-spacing:normal;background-color:#f4f3f0;\"\n>\n<!--[if mso | IE]><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"card-outlook\" role=\"presentation\" style=\"width:600px;\" width=\"600\" bgcolor=\"#ffffff\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]-->\n<div  class=\"card\" style=\"background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;\">\n<table\nalign=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#ffffff;background-color:#ffffff;width:100%;\"\n>\n<tbody>\n<tr>\n<td\nstyle=\"border-top:4px solid ",
    {
      "field": "bar"
    },
    ";direction:rtl;font-size:0px;padding:28px 0 40px;text-align:center;\"\n>\n<!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:600px;\" ><![endif]-->\n<div\nclass=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:rtl;display:inline-block;vertical-align:top;width:100%;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"vertical-align:top;\" width=\"100%\"\n>\n<tbody>\n<tr>\n<td\nalign=\"right\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;font-weight:700;line-height:24px;text-align:right;color:#1d1c1a;\"\n><a href=\"",
    {
      "field": "website"
    },
    "\" style=\"color:",
    {
      "field": "link"
    },
    ";text-decoration:none\">",
    {
      "field": "showName"
    },
    "</a></div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"right\" class=\"side ink title\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:right;color:#1d1c1a;\"\n><h1 style=\"margin:0;font-family:",
    {
      "field": "headingFont"
    },
    ";font-size:30px;line-height:38px;font-weight:700\">",
    {
      "field": "heading"
    },
    "</h1></div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"right\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;padding-top:16px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:right;color:#1d1c1a;\"\n>",
    {
      "field": "request"
    },
    "</div>\n</td>\n</tr>\n<tr>\n<td\nalign=\"right\" class=\"side button\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"border-collapse:separate;line-height:100%;\"\n>\n<tbody>\n<tr>\n<td\nalign=\"center\" bgcolor=\"",
    {
      "field": "button"
    },
    "\" role=\"presentation\" style=\"border:2px solid ",
    {
      "field": "buttonBorder"
    },
    ";border-radius:6px;cursor:auto;mso-padding-alt:12px 26px;background:",
    {
      "field": "button"
    },
    ";\" valign=\"middle\"\n>\n<a\nhref=\"",
    {
      "field": "confirmUrl"
    },
    "\" style=\"display:inline-block;background:",
    {
      "field": "button"
    },
    ";color:",
    {
      "field": "buttonText"
    },
    ";font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;font-weight:600;line-height:20px;margin:0;text-decoration:none;text-transform:none;padding:12px 26px;mso-padding-alt:0px;border-radius:6px;\" target=\"_blank\"\n>\n",
    {
      "field": "action"
    },
    "\n</a>\n</td>\n</tr>\n</tbody>\n</table>\n</td>\n</tr>\n<tr>\n<td\nalign=\"right\" class=\"side ink\" style=\"font-size:0px;padding:0 40px;padding-top:24px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:16px;line-height:24px;text-align:right;color:#1d1c1a;\"\n><p style=\"margin:0 0 16px\">",
    {
      "field": "ifNot"
    },
    "</p>\n<p style=\"margin:0\">",
    {
      "field": "address"
    },
    "<br><a href=\"",
    {
      "field": "confirmUrl"
    },
    "\" dir=\"ltr\" style=\"color:",
    {
      "field": "link"
    },
    "\">",
    {
      "field": "confirmUrl"
    },
    "</a></p></div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><table align=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" class=\"foot-outlook\" role=\"presentation\" style=\"width:600px;\" width=\"600\" bgcolor=\"#f4f3f0\" ><tr><td style=\"line-height:0px;font-size:0px;mso-line-height-rule:exactly;\"><![endif]-->\n<div  class=\"foot\" style=\"background:#f4f3f0;background-color:#f4f3f0;margin:0px auto;max-width:600px;\">\n<table\nalign=\"center\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"background:#f4f3f0;background-color:#f4f3f0;width:100%;\"\n>\n<tbody>\n<tr>\n<td\nstyle=\"direction:rtl;font-size:0px;padding:24px 0 40px;text-align:center;\"\n>\n<!--[if mso | IE]><table role=\"presentation\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\"><tr><td class=\"\" style=\"vertical-align:top;width:600px;\" ><![endif]-->\n<div\nclass=\"mj-column-per-100 mj-outlook-group-fix\" style=\"font-size:0px;text-align:left;direction:rtl;display:inline-block;vertical-align:top;width:100%;\"\n>\n<table\nborder=\"0\" cellpadding=\"0\" cellspacing=\"0\" role=\"presentation\" style=\"vertical-align:top;\" width=\"100%\"\n>\n<tbody>\n<tr>\n<td\nalign=\"right\" class=\"side quiet\" style=\"font-size:0px;padding:0 40px;word-break:break-word;\"\n>\n<div\nstyle=\"font-family:",
    {
      "field": "bodyFont"
    },
    ";font-size:14px;line-height:22px;text-align:right;color:#5c5953;\"\n>",
    {
      "field": "sender"
    },
    "</div>\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</td>\n</tr>\n</tbody>\n</table>\n</div>\n<!--[if mso | IE]></td></tr></table><![endif]-->\n</div>\n</body>\n</html>"
  ]
};
