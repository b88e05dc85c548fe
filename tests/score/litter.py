"""Lines that websites put around a text: some for every kind the program knows.

Written by hand after such lines on public pages, not made from the program's
patterns: a pattern that is too narrow shows.
"""

from __future__ import annotations

HEAD = (
    "首页 > 范文大全 > 工作报告",
    "点击数：1234",
    "社会工作总结_工作总结_范文网",
    "下面是小编整理的工作总结范文，欢迎阅读！",
    "欢迎光临本站！",
    "欢迎您使用手机浏览",
    "您现在的位置：首页 > 范文大全 > 工作总结 > 正文",
    "当前位置：首页>>领导讲话>>正文",
)
ANYWHERE = (
    "点击下载全文",
    "马上注册，结交更多好友，享用更多功能",
    "展开全文",
    "第1页 / 共17页",
    "高清无码在线观看 欧美亚洲免费观看 国产精品成人无删减",
    "查看全文请加微信公众号：fanwen2024",
    "获取更多范文添加QQ：123456789",
    "转载请注明出处：www.example.com",
    "如需转载，请注明来源：范文网",
    "本文来源：https://www.example.com/article/1234.html",
    "文章链接：http://www.example.com/show-30-34.html",
)
TAIL = (
    "免责声明：本文来自网络，如有侵权，请联系本站删除。",
    "相关文章",
    "上一篇：没有了",
    "上一页",
    "打印本页",
    "关于我们 | 联系我们 | 网站地图 | 免责声明",
    "设为首页·加入收藏·友情链接",
    "范文网 版权所有 京ICP备12345678号-1",
    "沪ICP备2021000000号",
    "Copyright © 2010-2024 www.example.com All Rights Reserved",
    "© 2024 范文网 版权所有",
)
CUT_OFF = (
    "......试读结束......",
    "（未完，全文共3456字，当前显示1234字）",
    "剩余70%的内容，登录后阅读",
)
